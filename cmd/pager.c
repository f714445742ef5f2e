#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pager.h"
#include "rdap/alloc.h"

#define NOT_FOUND 127 /* the shell's status */

static pid_t child;       /* 0: none */
static int terminal = -1; /* stdout as it was */
static struct sigaction on_interrupt, on_quit;

static bool
installed(const char *name)
{
	const char *path = getenv("PATH");
	bool found = false;

	while (path != NULL && *path != '\0' && !found) {
		size_t len = strcspn(path, ":");
		char *file = xasprintf("%.*s/%s", (int)len, path, name);

		found = access(file, X_OK) == 0;
		free(file);
		path += len + (path[len] == ':');
	}
	return found;
}

/* The command, or NULL. */
static const char *
command(void)
{
	const char *pager = getenv("PAGER"), *term = getenv("TERM");

	if (term == NULL || strcmp(term, "dumb") == 0)
		return NULL;
	if (pager == NULL)
		return installed("less") ? "less" : NULL;
	return *pager == '\0' || strcmp(pager, "cat") == 0 ? NULL : pager;
}

/* After fork(): only what is safe then. */
static void
become(const char *pager, const int *pipe_fds, char **environment)
{
	char shell[] = "sh", flag[] = "-c", *words[4] = {shell, flag};
	static const int restored[] = {
	    SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ};
	size_t i;

	for (i = 0; i < sizeof(restored) / sizeof(*restored); i++)
		signal(restored[i], SIG_DFL);
	memcpy(&words[2], &pager, sizeof(pager));
	if (dup2(pipe_fds[0], STDIN_FILENO) != -1)
		execve("/bin/sh", words, environment);
	_exit(NOT_FOUND);
}

/* The pager has the keyboard: an interrupt is for it. */
static void
leave_interrupts(void)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigaction(SIGINT, &ignore, &on_interrupt);
	sigaction(SIGQUIT, &ignore, &on_quit);
}

void
pager_begin(void)
{
	const char *pager = command();
	int fds[2];

	if (child != 0 || pager == NULL || pipe2(fds, O_CLOEXEC) == -1)
		return;
	fflush(stdout);
	setenv("LESS", "FRX", 0);
	setenv("LV", "-c", 0);
	terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	child = terminal == -1 ? -1 : fork();
	if (child == 0)
		become(pager, fds, environ);
	close(fds[0]);
	if (child == -1 || dup2(fds[1], STDOUT_FILENO) == -1)
		child = 0;
	else
		leave_interrupts();
	close(fds[1]);
}

void
pager_end(void)
{
	int status = 0;

	if (child == 0)
		return;
	fflush(stdout);
	/* What a reader who had enough did not take. */
	__fpurge(stdout);
	clearerr(stdout);
	dup2(terminal, STDOUT_FILENO);
	close(terminal);
	while (waitpid(child, &status, 0) == -1 && errno == EINTR)
		;
	child = 0;
	sigaction(SIGINT, &on_interrupt, NULL);
	sigaction(SIGQUIT, &on_quit, NULL);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
		fputs("whoexposed: the pager that PAGER names cannot be run; "
		      "--no-pager does without\n",
		    stderr);
}

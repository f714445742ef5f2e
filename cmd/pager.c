#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pager.h"
#include "rdap/alloc.h"

/* The shell's statuses for a command that it could not run. */
#define NOT_EXECUTABLE 126
#define NOT_FOUND      127

/* A pager that cannot be run has read nothing: all of it goes straight out.
 * Interrupts are for the pager, whose end the shell waits for. */
#define SCRIPT                                      \
	"trap : INT QUIT; eval \"$1\"; status=$?; " \
	"case $status in 126|127) cat;; esac; exit $status"

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

/* The shell runs it, reading from `fd`, with signals as they are by default. */
static pid_t
spawn(const char *pager, int fd)
{
	static const int restored[] = {
	    SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ};
	char shell[] = "sh", flag[] = "-c", script[] = SCRIPT;
	char *line = xstrdup(pager);
	char *words[] = {shell, flag, script, shell, line, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t how;
	sigset_t set;
	pid_t pid = -1;
	size_t i;

	sigemptyset(&set);
	for (i = 0; i < sizeof(restored) / sizeof(*restored); i++)
		sigaddset(&set, restored[i]);
	posix_spawnattr_init(&how);
	posix_spawnattr_setsigdefault(&how, &set);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
	if (posix_spawn(&pid, "/bin/sh", &actions, &how, words, environ) != 0)
		pid = -1;
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&how);
	free(line);
	return pid;
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
	child = terminal == -1 ? -1 : spawn(pager, fds[0]);
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
	if (WIFEXITED(status) && (WEXITSTATUS(status) == NOT_EXECUTABLE ||
				     WEXITSTATUS(status) == NOT_FOUND))
		fputs("whoexposed: the pager that PAGER names cannot be run; "
		      "--no-pager does without\n",
		    stderr);
}

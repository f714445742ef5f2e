/*
 * whoexposed: the table of commands, and the exit status.
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "command.h"
#include "help.h"
#include "interrupt.h"
#include "options.h"
#include "pager.h"
#include "rdap/buf.h"
#include "reports/escape.h"

const struct command commands[] = {
    {
	.name = "audit",
	.task = TASK_AUDIT,
	.operands = "[ORG...]",
	.summary = "read the registry, store, judge, report: the main job",
	.text =
	    "Without ORG: the organizations that the configuration names.\n"
	    "Reads the records of each organization from ARIN (RDAP), a few\n"
	    "large answers at one request a second, stores what concerns it,\n"
	    "and reports which mail addresses are published, in how many ways\n"
	    "they can be reached, and how to fix each. Exit status 3 says "
	    "that\n"
	    "something could not be read; the report then says what.",
	.examples =
	    "  whoexposed audit EXMPL-1\n"
	    "  whoexposed audit EXMPL-1 --domain example.com -o report.csv\n"
	    "  whoexposed audit EXMPL-1 -o exposure.html -o exposure.prom\n"
	    "  whoexposed audit EXMPL-1 --dry-run\n"
	    "  whoexposed audit EXMPL-1 --fail-on high -o exposure.json\n",
	.options = "apwsumnvDtSd",
	.operands_max = 20,
	.run = cmd_audit,
    },
    {
	.name = "find",
	.task = TASK_START,
	.operands = "TERM...",
	.summary = "which organization? From an address, a prefix, an ASN...",
	.text =
	    "TERM: 203.0.113.7, 203.0.113.0/24, 2001:db8::/32, AS64500, a\n"
	    "POC handle (AB12-ARIN) or an organization's (EXMPL-1). Prints "
	    "the\n"
	    "organization's handle, its name and how it is connected, never a\n"
	    "mail address, never a person's name.",
	.examples = "  whoexposed find 203.0.113.7\n"
		    "  whoexposed find AS64500 2001:db8::/32\n",
	.options = "asc",
	.operands_min = 1,
	.operands_max = 20,
	.run = cmd_find,
    },
    {
	.name = "report",
	.task = TASK_AUDIT,
	.operands = "[ORG...]",
	.summary = "the report again from the store; no network",
	.text =
	    "Prints what the last audit found, in any format. Without ORG,\n"
	    "of all organizations in the store.",
	.examples = "  whoexposed report\n"
		    "  whoexposed report -t addresses -f csv\n"
		    "  whoexposed report --min-severity medium -o todo.csv\n"
		    "  whoexposed report --changes-only -f markdown\n",
	.options = "wsmnvr",
	.operands_max = 20,
	.run = cmd_report,
    },
    {
	.name = "diff",
	.task = TASK_TIME,
	.operands = "[ORG...]",
	.summary = "what changed: new, back, worse, better, removed",
	.text =
	    "Compares the last two complete runs in the store, or those that\n"
	    "the options name, each as it was judged then; no network. Each\n"
	    "change has its cause: the registry, the rules of the program,\n"
	    "the configuration, or what was audited. What a failed or cut\n"
	    "answer did not show is told as unknown, never as removed.",
	.examples = "  whoexposed diff\n"
		    "  whoexposed diff --since 2026-11-01 -f csv\n"
		    "  whoexposed diff --from 12 --to 17\n",
	.options = "wsne",
	.operands_max = 20,
	.run = cmd_diff,
    },
    {
	.name = "plan",
	.task = TASK_AUDIT,
	.operands = "[ORG...]",
	.summary = "what to change, step by step, so that nothing breaks",
	.text =
	    "From the store, no network: POC by POC what to do in ARIN "
	    "Online,\n"
	    "and the Reg-RWS requests that do the same, for you to send; this\n"
	    "program sends none, and never has your API key. New role POCs\n"
	    "first, deletion last, letters for what only others can do.\n"
	    "--what-if shows the report as it would be.",
	.examples = "  whoexposed plan\n"
		    "  whoexposed plan EXMPL-1 -f markdown >plan.md\n"
		    "  whoexposed plan --what-if\n",
	.options = "smy",
	.operands_max = 20,
	.run = cmd_plan,
    },
    {
	.name = "show",
	.task = TASK_UNDERSTAND,
	.operands = "HANDLE|ADDRESS",
	.summary = "everything known of one record or mail address",
	.text =
	    "From the store, no network: where it is printed, in which ways\n"
	    "it can be reached, what was found, and the answer it was read\n"
	    "from. An object of the routing registry is named as report -t\n"
	    "records does: its class, its key, and for a route its origin.",
	.examples = "  whoexposed show AB12-ARIN\n"
		    "  whoexposed show route 192.0.2.0/24 AS64500\n"
		    "  whoexposed show noc@example.com\n",
	.options = "s",
	.operands_min = 1,
	.operands_max = 3,
	.run = cmd_show,
    },
    {
	.name = "history",
	.task = TASK_TIME,
	.operands = "[HANDLE|ADDRESS]",
	.summary = "first seen, last seen, and what changed when",
	.text =
	    "From the store, no network. Without a name: each mail address,\n"
	    "when it was seen first and last, and whether it is still there.\n"
	    "With one: each state of it, of its links and of its findings,\n"
	    "with the day it began.",
	.examples = "  whoexposed history\n"
		    "  whoexposed history AB12-ARIN\n"
		    "  whoexposed history noc@example.com -f csv\n",
	.options = "sh",
	.operands_max = 3,
	.run = cmd_history,
    },
    {
	.name = "accept",
	.task = TASK_AUDIT,
	.operands = "[FINDING]",
	.summary = "live with a finding or a gap for a while, for a reason",
	.text =
	    "Writes an entry into the accept file, beside the configuration.\n"
	    "FINDING is the id of a finding or of a gap in coverage that the\n"
	    "last report has; in its place --address and --record, with\n"
	    "--rule or without, cover all that they fit. What is accepted\n"
	    "stays in every report, marked, and counts for no total and for\n"
	    "no exit status; past the date it is open again.",
	.examples =
	    "  whoexposed accept WE102-3f9c0a71b2d4 --until 2027-03-31 \\\n"
	    "      --by 'Ada Brook' --reason 'her successor starts in March'\n"
	    "  whoexposed accept --address noc@example.com --rule WE403 \\\n"
	    "      --until 2027-12-31 --by 'Ada Brook' --reason 'one desk'\n",
	.options = "ks",
	.operands_max = 1,
	.run = cmd_accept,
    },
    {
	.name = "redact-key",
	.operands = "rotate",
	.summary = "a new key for --redact, in place of the old one",
	.text = "The tokens of --redact are made with a key beside the\n"
		"configuration. With a new one the tokens of earlier reports\n"
		"cannot be matched with those of later ones, nor resolved.",
	.examples = "  whoexposed redact-key rotate\n",
	.options = "c",
	.operands_min = 1,
	.operands_max = 1,
	.run = cmd_redact_key,
    },
    {
	.name = "evidence",
	.task = TASK_UNDERSTAND,
	.operands = "[ADDRESS|HANDLE|FINDING]",
	.summary = "the proof: which answer shows it, when, the very lines",
	.text =
	    "From the store, no network: the URL and the time of the answer "
	    "that\n"
	    "an address, a record or a finding was read from, where in it, "
	    "the\n"
	    "lines that show the address, and two digests: that of the part\n"
	    "which is kept, and was checked now, and that of the whole "
	    "answer,\n"
	    "which takes a recording (--record) to check. Without a word: of\n"
	    "all records. An object of the routing registry is named as show\n"
	    "does. -v shows parts whole. With --bundle the same goes\n"
	    "into a tar archive for somebody else, to be checked with tar, jq\n"
	    "and sha256sum as the README.txt in it says.",
	.examples =
	    "  whoexposed evidence noc@example.com\n"
	    "  whoexposed evidence AB12-ARIN -v\n"
	    "  whoexposed evidence WE102-3f9c0a71b2d4 --bundle proof.tar\n",
	.options = "sb",
	.operands_max = 3,
	.run = cmd_evidence,
    },
    {
	.name = "runs",
	.task = TASK_TIME,
	.operands = "",
	.summary = "the audits made: when, of what, how complete",
	.text = "One line an audit, newest first.",
	.examples = "  whoexposed runs\n",
	.options = "s",
	.run = cmd_runs,
    },
    {
	.name = "check",
	.task = TASK_TIME,
	.operands = "[ORG...]",
	.summary = "one line for monitoring, exit status 0 to 3; no network",
	.text =
	    "A plugin for Nagios, Icinga and their like: one line with "
	    "performance\n"
	    "data; 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. From the store, or\n"
	    "from the status file that audit wrote, which any user may read.\n"
	    "Without ORG: of the organizations that the configuration names,\n"
	    "else of all in the store. A finding counts until it is known to "
	    "be\nmended. Counts and times only, never a mail address.",
	.examples =
	    "  whoexposed check\n"
	    "  whoexposed check --warning medium --max-age 8d:15d\n"
	    "  whoexposed check --status-file /var/cache/whoexposed/status\n",
	.options = "smSM",
	.operands_max = 20,
	.run = cmd_check,
    },
    {
	.name = "explain",
	.task = TASK_UNDERSTAND,
	.operands = "[ID]",
	.summary = "a rule, a vector or a word: meaning, reason, remedy",
	.text =
	    "Without ID: the list of all that can be explained. ID: a rule\n"
	    "(WE102, personal-on-role-poc), a finding's id, a vector\n"
	    "(rdap-ip), or a word of the list. Needs no store and no network.",
	.examples = "  whoexposed explain\n"
		    "  whoexposed explain WE102\n"
		    "  whoexposed explain november-2021\n",
	.options = "",
	.operands_max = 4,
	.run = cmd_explain,
    },
    {
	.name = "prune",
	.operands = "",
	.summary = "erase what was superseded longer ago than --retention",
	.text =
	    "Addresses that stand nowhere any more, and names that POCs had,\n"
	    "go when they were superseded longer ago than the retention\n"
	    "period; findings and counts of earlier runs stay, with a token "
	    "in\n"
	    "place of the address. Each audit does the same. Where the clock\n"
	    "is behind the newest run, nothing is erased.",
	.examples = "  whoexposed prune --dry-run\n"
		    "  whoexposed prune --retention 90d\n",
	.options = "stx",
	.run = cmd_prune,
    },
    {
	.name = "forget",
	.operands = "HANDLE|ADDRESS",
	.summary = "erase all that is held of a POC or a mail address",
	.text =
	    "From the store and what lies beside it, now and in what earlier\n"
	    "runs knew: facts, findings, kept parts of answers, texts, URLs.\n"
	    "Of a POC, also its addresses that stand nowhere else. With the\n"
	    "handle of an organization, all of that organization. What the\n"
	    "registry shows still comes back with the next audit.",
	.examples = "  whoexposed forget AB12-ARIN --dry-run\n"
		    "  whoexposed forget jane.doe@example.com\n",
	.options = "sx",
	.operands_min = 1,
	.operands_max = 1,
	.run = cmd_forget,
    },
    {
	.name = "export",
	.operands = "HANDLE|ADDRESS",
	.summary = "all that is held of a POC or a mail address, as JSON",
	.text =
	    "For a person who asks what is held: every row that forget would\n"
	    "erase, with what the registry's answer said of the POC. On the\n"
	    "standard output; no network.",
	.examples = "  whoexposed export AB12-ARIN >AB12-ARIN.json\n",
	.options = "s",
	.operands_min = 1,
	.operands_max = 1,
	.run = cmd_export,
    },
    {
	.name = "backup",
	.operands = "FILE",
	.summary = "a consistent copy of the store, while audits may run",
	.text = "FILE is mode 0600, whole or not at all, and was opened and\n"
		"checked before it got its name. An older backup there is\n"
		"replaced; anything else is not. To go back to it, copy it to\n"
		"where the store was, while no audit runs.",
	.examples = "  whoexposed backup /var/backups/whoexposed.db\n",
	.options = "s",
	.operands_min = 1,
	.operands_max = 1,
	.run = cmd_backup,
    },
    {
	.name = "init",
	.task = TASK_START,
	.operands = "TERM",
	.summary = "a configuration to start from, for you to confirm",
	.text =
	    "TERM: as for find. Finds the organization and writes a commented\n"
	    "configuration: the organization, others that share a POC with\n"
	    "it, and the mail domains of its POCs, commented out until you\n"
	    "have confirmed them. Handles and domains only, never a mail\n"
	    "address. A file that is there already is not overwritten.",
	.examples =
	    "  whoexposed init 203.0.113.7\n"
	    "  whoexposed init EXMPL-1 -o ~/.config/whoexposed/config\n",
	.options = "aisc",
	.operands_min = 1,
	.operands_max = 1,
	.run = cmd_init,
    },
    {
	.name = "doctor",
	.task = TASK_START,
	.operands = "[ORG]",
	.summary = "what is wrong with the set-up, and how to mend it",
	.text =
	    "Looks at the configuration, the store and the own domains, and\n"
	    "tries each kind of query once on records of ORG (without it, of\n"
	    "the first organization configured): at most 12 requests, and "
	    "three\n"
	    "to IANA for its list of registries. A line each: ok, warn or\n"
	    "fail. Exit status 3 says that something is not as this program\n"
	    "assumes.",
	.examples = "  whoexposed doctor\n"
		    "  whoexposed doctor EXMPL-1\n",
	.options = "asdumD",
	.operands_max = 1,
	.run = cmd_doctor,
    },
    {
	.name = "completions",
	.task = TASK_HIDDEN,
	.operands = "bash|zsh|fish",
	.summary = "what completes commands and options in a shell",
	.text = "Prints the script that teaches a shell to complete commands,\n"
		"options and their values.",
	.examples = "  whoexposed completions fish \\\n"
		    "      >~/.config/fish/completions/whoexposed.fish\n",
	.options = "",
	.operands_min = 1,
	.operands_max = 1,
	.run = cmd_completions,
    },
    {
	.name = "help",
	.operands = "[COMMAND]",
	.summary = "this help, or a command's",
	.text = "The same as --help.",
	.examples = "  whoexposed help audit\n",
	.options = "",
	.operands_max = 1,
	.run = cmd_help,
    },
};
const unsigned command_count = sizeof(commands) / sizeof(*commands);

const struct command *
command_find(const char *name)
{
	unsigned i;

	for (i = 0; i < command_count; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

/*
 * A closed standard descriptor would be taken by the next file opened, and a
 * report written into the store. Reading ends for writers and writing ends
 * for readers, so that using one still fails.
 */
static void
hold_standard_descriptors(void)
{
	int fd;

	for (fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
			(void)open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

/* The process holds people's data: no core files. */
static void
no_core(void)
{
	struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
}

static void
complain(const struct error *err)
{
	struct buf line = {0};

	escape_terminal(&line, err->text, false);
	fprintf(stderr, "whoexposed: %s\n", line.data);
	buf_clear(&line);
}

static int
run(const struct options *options, struct error *err)
{
	if (options->version) {
		puts("whoexposed " VERSION);
		return 0;
	}
	if (options->command != NULL && options->help) {
		help_command(stdout, options->command);
		return 0;
	}
	if (options->command != NULL)
		return options->command->run(options, err);
	help_program(options->help ? stdout : stderr, !options->help);
	return options->help ? 0 : ERROR_USAGE;
}

/* A plugin speaks on stdout, whatever happened. */
static bool
monitors(const struct options *options)
{
	return options->command != NULL &&
	       strchr(options->command->options, 'M') != NULL;
}

int
main(int argc, char **argv)
{
	static char buffer[1 << 16];
	struct options options;
	struct error err = {0};
	int status;

	hold_standard_descriptors();
	/* What fits is written once, at the end, where errno tells of it. */
	if (!isatty(STDOUT_FILENO))
		setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
	no_core();
	setlocale(LC_CTYPE, "");
	interrupt_init();
	if (options_parse(&options, argc, argv, &err) == -1)
		status = err.code;
	else
		status = run(&options, &err);
	pager_end();
	if (fflush(stdout) == EOF && errno != EPIPE && err.code == ERROR_NONE)
		status = (error_set(&err, ERROR_IO, "standard output: %s",
			      strerror(errno)),
		    ERROR_IO);
	if (err.code != ERROR_NONE && monitors(&options))
		status = cmd_check_unknown(&err);
	else if (err.code != ERROR_NONE)
		complain(&err);
	options_clear(&options);
	if (interrupted != 0)
		status = 128 + interrupted;
	exit(status);
}

/*
 * config: the configuration file, in libconfuse's syntax. All of libconfuse is
 * behind this wall.
 *
 *   org "EXMPL-1" { authority = "own" }
 *   domains = {"example.com"}
 *   shared-domains = {"example.net"}
 *   roles = {"helpdesk@example.com", "leitwarte"}
 *   rate = 0.5
 *
 * Options stand by their long names; those that take no value are `true` or
 * `false`. What the command line gives goes first; its domains come on top.
 *
 * Where: --config (must be there), else $XDG_CONFIG_HOME/whoexposed/config
 * (without that variable ~/.config/...), else /etc/whoexposed.conf (the first
 * that is there; none is fine). A file that others may write, or whose
 * directory they may write into (unless it is sticky), decides nothing here:
 * it is refused.
 */
#ifndef CMD_CONFIG_H
#define CMD_CONFIG_H

#include "options.h"

/*
 * Read it into what the command line left open; options->config is its name,
 * NULL when there is none. ERROR_CONFIG: "FILE:LINE: option: expected ..., not
 * ...".
 */
int config_load(struct options *options, struct error *err);

/*
 * The path of a file that lies beside the configuration that was read, or
 * where there is none, beside the one that the user would have. Beside
 * /etc/whoexposed.conf it is /etc/whoexposed.NAME. Owned by the caller.
 */
char *config_beside(const struct options *options, const char *name);

#endif

/*
 * data: the files of reports/data/, compiled in by the Makefile as they stand.
 * Word lists: one entry a line, '#' begins a comment line.
 */
#ifndef REPORTS_DATA_H
#define REPORTS_DATA_H

extern const char data_role_words[];
extern const char data_given_names[];
extern const char data_consumer_domains[];
extern const char data_style[];         /* style.css, of the HTML report */
extern const char data_bundle_readme[]; /* bundle.h */

#endif

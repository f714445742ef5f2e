#include <stdlib.h>
#include <string.h>
#include "plan_private.h"
#include "rdap/alloc.h"
#include "rdap/address.h"
#include "rdap/buf.h"
#include "rdap/query.h"

/* A path is made of what is a handle and what is an address only: of "..", or of
 * nothing, curl and servers make another path. */
static bool
poc_fits(const struct plan_poc *poc)
{
	return poc->makes != 0 || handle_valid(poc->handle);
}

/* RFC 3986's unreserved characters, and '@': all else is encoded, so that the
 * text means nothing to a shell, to curl's globbing, or to the path. */
static void
add_encoded(struct buf *out, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~@";

	for (; *text != '\0'; text++)
		if (strchr(plain, *text) != NULL)
			buf_putc(out, *text);
		else
			buf_printf(out, "%%%02X", (unsigned char)*text);
}

static void
add_poc(struct buf *out, const struct plan_poc *poc)
{
	if (poc->makes != 0)
		buf_printf(out, "$%s", function_of(poc->makes)->variable);
	else
		add_encoded(out, poc->handle);
}

static void
add_request(struct plan_step *s, const char *method, struct buf *path,
    const char *payload)
{
	s->requests =
	    xgrow(s->requests, s->request_count, sizeof(*s->requests));
	s->requests[s->request_count++] =
	    (struct plan_request){method, buf_take(path), payload};
}

void
request_email(struct plan_step *s, const char *method,
    const struct plan_poc *poc, const char *spelling)
{
	struct buf path = {0};

	if (!poc_fits(poc) || !address_valid(spelling))
		return;
	buf_puts(&path, "/poc/");
	add_poc(&path, poc);
	buf_puts(&path, "/email/");
	add_encoded(&path, spelling);
	add_request(s, method, &path, NULL);
}

void
request_link(struct plan_step *s, const char *method, const char *org,
    const struct plan_poc *poc, unsigned role)
{
	struct buf path = {0};

	if (!poc_fits(poc) || !handle_valid(org))
		return;
	buf_puts(&path, "/org/");
	add_encoded(&path, org);
	buf_puts(&path, "/poc/");
	add_poc(&path, poc);
	buf_printf(&path, ";pocFunction=%s", function_of(role)->code);
	add_request(s, method, &path, NULL);
}

void
request_delete(struct plan_step *s, const struct plan_poc *poc)
{
	struct buf path = {0};

	if (!poc_fits(poc))
		return;
	buf_puts(&path, "/poc/");
	add_poc(&path, poc);
	add_request(s, "DELETE", &path, NULL);
}

/* ---- the template of a role POC ----------------------------------------- */

/* XML 1.0 has no place for most controls: they are left out. */
static void
add_xml(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '&')
			buf_puts(out, "&amp;");
		else if (*text == '<')
			buf_puts(out, "&lt;");
		else if (*text == '>')
			buf_puts(out, "&gt;");
		else if ((unsigned char)*text >= ' ')
			buf_putc(out, *text);
}

static void
add_element(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "  <%s>", name);
	add_xml(out, text);
	buf_printf(out, "</%s>\n", name);
}

/*
 * Elements in the order of ARIN's POC Payload. What is not known is a comment
 * in an empty element: sent as it is, ARIN refuses it, and publishes nothing.
 * handle and registrationDate are ARIN's to fill, firstName and middleName
 * must not be there for a role.
 */
static const char template_place[] =
    "  </emails>\n"
    "  <streetAddress>\n"
    "    <line number=\"1\"><!-- street and number of an office --></line>\n"
    "  </streetAddress>\n"
    "  <city><!-- city --></city>\n"
    "  <postalCode><!-- postal code --></postalCode>\n"
    "  <contactType>ROLE</contactType>\n";
static const char template_start[] =
    "<poc xmlns=\"http://www.arin.net/regrws/core/v1\">\n"
    "  <iso3166-2><!-- state or province in the US and Canada, such as VA; "
    "else leave this line out --></iso3166-2>\n"
    "  <iso3166-1>\n"
    "    <code2><!-- country, such as US --></code2>\n"
    "  </iso3166-1>\n"
    "  <emails>\n";
static const char template_end[] =
    "  <phones>\n"
    "    <phone>\n"
    "      <type><code>O</code></type>\n"
    "      <number><!-- an office telephone, such as +1-703-555-0100, nobody's "
    "mobile --></number>\n"
    "    </phone>\n"
    "  </phones>\n"
    "</poc>\n";

void
request_create(
    struct plan_step *s, const struct plan_poc *poc, const char *name)
{
	const struct function *f = function_of(poc->makes);
	struct buf xml = {0}, path = {0};

	buf_puts(&xml, template_start);
	buf_puts(&xml, "  ");
	add_element(&xml, "email", poc->mailbox);
	buf_puts(&xml, template_place);
	if (name[0] != '\0')
		add_element(&xml, "companyName", name);
	else
		buf_puts(&xml, "  <companyName><!-- your organization's name "
			       "--></companyName>\n");
	add_element(&xml, "lastName", f->name);
	buf_puts(&xml, template_end);
	free(s->payload);
	s->payload = buf_take(&xml);
	s->variable = f->variable;
	buf_puts(&path, "/poc;makeLink=true");
	add_request(s, "POST", &path, f->payload);
}

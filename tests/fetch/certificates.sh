#!/bin/sh
# Certificates for the tests of fetch, made afresh: certificates.sh DIR
# DIR/ca.crt is what a client trusts, DIR/NAME.pem what a server shows.
set -eu
cd "$1"

key() {
	openssl req -new -newkey rsa:2048 -nodes -subj "/CN=$2" \
	    -keyout "$1.key" -out "$1.csr" 2>/dev/null
}

# issue NAME SUBJECT ALTERNATIVE-NAMES
issue() {
	key "$1" "$2"
	printf 'subjectAltName = %s\n' "$3" >"$1.ext"
	openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -days 2 \
	    -CAcreateserial -extfile "$1.ext" -out "$1.crt" 2>/dev/null
	cat "$1.key" "$1.crt" >"$1.pem"
}

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Example CA" \
    -keyout ca.key -out ca.crt 2>/dev/null
issue good 127.0.0.1 "IP:127.0.0.1, DNS:localhost"
issue wronghost rdap.example "DNS:rdap.example"

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=127.0.0.1" \
    -addext "subjectAltName = IP:127.0.0.1" \
    -keyout selfsigned.key -out selfsigned.crt 2>/dev/null
cat selfsigned.key selfsigned.crt >selfsigned.pem

# Only `openssl ca` lets a certificate of OpenSSL 3.0 end in the past.
key expired 127.0.0.1
printf 'subjectAltName = IP:127.0.0.1\n' >expired.ext
: >index.txt
echo 01 >serial
cat >ca.cnf <<EOF
[ca]
default_ca = here
[here]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
EOF
openssl ca -batch -config ca.cnf -cert ca.crt -keyfile ca.key \
    -in expired.csr -out expired.crt -extfile expired.ext -notext \
    -startdate 200101000000Z -enddate 200201000000Z 2>/dev/null
rm 01.pem
cat expired.key expired.crt >expired.pem

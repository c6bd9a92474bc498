#!/bin/sh
# Certificates for `xxgk scheduler`, `xxgk worker` and `--on tls://…`: certificates.sh FOLDER [DAYS]
# One authority of your own, and one certificate for all machines that are to work together. Who has key.pem may run
# anything on each of them: copy the folder only to these, and keep authority.key elsewhere.
set -eu
folder=$1 days=${2:-365}
umask 077
mkdir -p "$folder"
cd "$folder"
openssl req -x509 -newkey rsa:3072 -nodes -days "$days" -subj "/CN=xxgk authority" \
  -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign" -keyout authority.key -out ca.pem 2>/dev/null
openssl req -newkey rsa:3072 -nodes -subj "/CN=xxgk" -keyout key.pem -out request.pem 2>/dev/null
openssl x509 -req -in request.pem -CA ca.pem -CAkey authority.key -CAcreateserial -days "$days" -out cert.pem 2>/dev/null
rm -f request.pem

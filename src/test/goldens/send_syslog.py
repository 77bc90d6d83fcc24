"""Sends what daemons say to a syslog server: `send_syslog.py PORT`, RFC 3164 and RFC 5424 over UDP."""
import socket
import sys
import time

now = time.strftime("%b ", time.gmtime()) + time.strftime("%d %H:%M:%S", time.gmtime()).lstrip("0").rjust(11)
iso = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
old = [
    "<38>{} web1 sshd[4211]: Accepted publickey for ann from 192.0.2.10 port 50022 ssh2: ED25519 SHA256:abc",
    "<38>{} web1 sshd[4212]: Failed password for invalid user bob from 192.0.2.99 port 50023 ssh2",
    "<30>{} web1 systemd[1]: Started shop.service - The shop.",
    "<4>{} web1 kernel: [12345.678901] Out of memory: Killed process 4242 (java) total-vm:8388608kB",
    "<0>{} web1 kernel: watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [java:4242]",
    "<78>{} web1 CRON[4300]: (root) CMD (test -x /usr/sbin/anacron || run-parts /etc/cron.hourly)",
    "<22>{} web1 postfix/smtpd[99]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 554 5.7.1 <a@b.example>: Relay access denied",
    "<13>{} web1 ann: a message without a process",
    "<11>{} web1 shop[42]: java.lang.IllegalStateException: no card\n\tat com.shop.Pay.charge(Pay.java:17)\n\tat java.base/java.lang.Thread.run(Thread.java:840)",
    '<14>{} web1 shop[42]: @cee: {{"level":"WARN","message":"disk low","free":0.07,"logger":"com.shop.Disk"}}',
]
new = [
    "<165>1 {}.003Z web1 shop 42 ID47 [origin ip=\"192.0.2.1\"][meta sequenceId=\"29\"] order 7 paid",
    "<11>1 {}.250000+00:00 web1 shop 42 - [shop@32473 order=\"8\" note=\"say \\\"hi\\\" \\] \\\\\"] order 8 not paid",
    "<34>1 {}Z web1 su - ID48 - \ufeff'su root' failed for ann on /dev/pts/8",
    "<14>1 {}Z - - - - - nothing but a message",
    "<14>1 {}Z web1 shop 42 - -",
]
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
    for text in [line.format(now) for line in old] + [line.format(iso) for line in new]:
        out.sendto(text.encode(), ("127.0.0.1", int(sys.argv[1])))
        time.sleep(0.02)

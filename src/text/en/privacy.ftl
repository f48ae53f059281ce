# Who may be asked, and who was asked what
trust-not = { $id }: your definition would also ask { $hosts }. It is not asked until you agree: posylka carrier trust { $id }, or [carriers.{ $id }] hosts in the configuration
trust-done = { $id } may ask { $hosts }; a running daemon takes it in after: systemctl --user reload posylka
trust-check = would also ask { $hosts }; among your own definitions it is asked only after: posylka carrier trust { $id }
doctor-roots = Certificates
doctor-roots-fine = { $id }: roots of your own are trusted for it alone
cure-untrusted = if the site has a root of its own, name it: [carriers.{ $id }] ca = "file.pem" trusts that root for it alone. If it had none yesterday, somebody sits in between: do not trust what they show
cure-private = the answer to the question for this name is false or blocked; ask another name server, or through a proxy: [carriers.{ $id }] proxy = "socks5h://..."
privacy-number = Number
privacy-host = Sent to
privacy-source = Source
privacy-why = Why
privacy-first = First
privacy-last = Last
privacy-count = Times
privacy-watch = it is watched
privacy-confirm = somebody named it
privacy-capture = asked by hand
privacy-nobody = No number was sent to anybody
privacy-never = Parcel { $id }: { $source } is never asked
forget-copies = Forgotten in these copies too: { $paths }
forget-left = This could not be reached and still holds it: { $paths }

# doctor --live
live-host = Host
live-finding = What came
live-http = HTTP
live-bytes = Bytes
live-clock = Its clock
live-fine = fine
live-odd = knows a number that is nobody's
live-captcha = wants to see a human
live-refused = lets this address in nowhere
live-slow-down = wants to be left alone
live-cut-short = cut near 16 KB
live-cut = ended early
live-no-name = its name is unknown
live-false-name = its name leads to a private address
live-untrusted = its certificate is not trusted
live-broke-off = the connection breaks off
live-silent = no connection
live-failing = fails by itself
live-unreadable = not understood
live-needs-input = wants something more
live-later = asked a moment ago
live-own-clock = Your clock is off by { $minutes } minutes against most of theirs: set it, certificates and deadlines depend on it
live-cure-captcha = its page for people works in a browser; another address, without a VPN, may be let in
live-cure-refused = it may answer addresses of its own country only (pochta.ru: Russian ones): switch the VPN off, or [carriers.SOURCE] proxy = "socks5h://..." with an address there
live-cure-slow-down = wait; others behind the same address may have asked too much
live-cure-cut-short = providers in Russia cut answers of foreign hosts near 16 KB: [carriers.SOURCE] proxy = "socks5h://..."
live-cure-cut = look again later; if it stays so, [carriers.SOURCE] proxy = "socks5h://..."
live-cure-no-name = if other names are known, your name server does not tell this one: ask another, or [carriers.SOURCE] proxy = "socks5h://..."
live-cure-false-name = your name server gives a false answer for it: ask another, or [carriers.SOURCE] proxy = "socks5h://..."
live-cure-untrusted = the site may have a root of its own: [carriers.SOURCE] ca = "file.pem" trusts that one for it alone. If it had none yesterday, somebody sits in between
live-cure-broke-off = somebody on the way may be cutting it: [carriers.SOURCE] proxy = "socks5h://..."
live-cure-silent = if it is the only one, it may be blocked on the way: [carriers.SOURCE] proxy = "socks5h://..."; if there are many, look at your own connection
live-cure-unreadable = the source has changed: posylka carrier capture NUMBER --source SOURCE writes what it said, fit to be shown

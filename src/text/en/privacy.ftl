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

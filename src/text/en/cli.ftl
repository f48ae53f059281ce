## The command line and the daemon. New lines go to their section, in both languages, with the same variables.

## list
list-id = ID
list-title = Parcel
list-stage = Where
list-verdict = What we think
list-number = Number
list-received = You have had it since { $on }
list-with-you = with you
list-unheard = not looked up yet
list-empty = No parcels yet. Add one: posylka add NUMBER
list-more = { $count ->
    [one] One more is in sight.
   *[other] { $count } more are in sight.
}
list-hidden = { $count ->
    [one] One more is archived or came to its end long ago: posylka list --all
   *[other] { $count } more are archived or came to their end long ago: posylka list --all
}

list-pace = Days
list-pace-working = wd
list-none-fits = No parcel in sight fits. To look among the old ones too: posylka list --all WORDS
list-as-of = { $at }; it changes by itself, Ctrl-C ends it
status-unwatched = nobody watches

## How values are written

## A configuration with a slip
slip-config = { $wrong }. Until it is mended this is not in force: { $aside }
slip-all = the whole file
slip-files = { $wrong }. Until it is mended your own definitions and rules are not in force

## notify, restore, and what was meant
did-you-mean = Perhaps { $meant }?
link-order = { $order } is the number of an order, not a tracking number. To note it as the order of this parcel: posylka edit { $id } --order-id { $order }
notify-test-title = A trial
notify-test-body = This is a trial notice of posylka: if you see it, all works.
notify-arrived = { $channel }: sent. If nothing came, look into the spam folder and the settings of { $channel } itself
notify-failed = { $channel }: it did not work: { $error }
notify-none = There is no way out. Name one at least in [notify] channels: desktop, command, ntfy, telegram, vk, email or webhook
notify-no-channel = { $channel } is not set up; there are: { $known }
restore-none = There is no file { $path }
restore-done = { $count ->
    [one] The database is restored from { $path }: { $count } parcel
   *[other] The database is restored from { $path }: { $count } parcels
}
restore-kept = The database of before lies beside it: { $path }
service-is = { $unit }: { $state }
remove-would = Parcel { $id } ({ $title }) would be removed; nothing was changed
remove-would-forget = Parcel { $id } ({ $title }) would be forgotten, with its dossier and in the copies, for good; nothing was changed
archive-would = Parcel { $id } ({ $title }) would go to the archive; nothing was changed
unarchive-would = Parcel { $id } ({ $title }) would come back from the archive; nothing was changed
unlink-would = Number { $number } would be taken away from parcel { $id }; nothing was changed

## show
show-number = Number
show-carrier = Carrier
show-role = Role
show-state = State
show-asked = Asked
show-when = When
show-there = { $here } ({ $there } there)
show-what = What
show-where = Where
show-source = Source
show-by-user = your note
show-notices = Notices
show-advice = What to do
order-id = Order
order-shop = Shop
order-seller = Seller
order-price = Paid
order-ordered = Bought
order-shipped = Posted
order-promised = Promised
order-protection = Protected until

## explain
explain-verdict = Verdict
explain-changes = The verdict changes by itself at { $at }

## status
status-daemon-alive = The daemon has been running since { $since }, last look { $tick }
status-alone = No carrier can be reached since { $since }: it is probably our own connection
status-daemon-pulseless = The daemon is running; when it last looked cannot be seen from here
status-nobody-watches = Nobody watches: the daemon is not running. To have everything watched: posylka service install
status-rounds = The daemon is not running; check-now looked last at { $at }
status-rounds-ended = Nobody watches: check-now looked last at { $at }. To have everything watched: posylka service install
status-parcels = Parcels
status-total = total
status-needs-you = Needs you
status-needs-nobody = Nothing needs you

## number
number-candidate = What it may be
number-rule = Rule
number-confidence = Confidence
number-flow = At the border
number-role = Role
number-nothing = It looks like no number we know
hint-cyrillic = Cyrillic letters were replaced by Latin look-alikes
hint-check-digit = The check digit does not fit: perhaps a typing error
hint-order-number = Looks like an order number, not a tracking number

## carrier
carrier-id = Source
carrier-of = Carrier
carrier-name = Name
carrier-access = Access
carrier-evidence = What it rests on
carrier-page = Page

## dispute
dispute-parcel = Parcel
dispute-action = What to do
dispute-act-by = No later than
dispute-window = Can be opened
dispute-window-span = from { $opens } to { $closes }
dispute-window-until = until { $closes }, by the date you gave; from when on, the order page says
dispute-state = State

## add, link, unlink, remove
add-nothing = Nothing to add: give a tracking number, or --order for an order without one
number-length = "{ $text }" is no tracking number: those have 4 to 50 characters
number-character = "{ $text }" is no tracking number: "{ $character }" cannot stand in one
add-no-shop = No shop is called { $shop }; there are: { $known }
add-known = { $number } is watched already: parcel { $id }
add-waits = Order { $order } is watched already: parcel { $id }; to give it the number: posylka link { $id } { $number }
add-whose = Whose number { $number } is could not be recognised; say it with --carrier, see: posylka carrier list
link-corrected = { $wrong } was written wrong: parcel { $id } now goes under { $right }
add-near = { $number } differs only by a slip from { $near } of parcel { $id }, which its carrier does not know. If it is the right form of that number: posylka undo, then posylka link { $id } { $number } --instead-of { $near }
link-known = { $number } is watched already: parcel { $other }. If the two travel together: posylka join { $id } { $other }
unlink-none = The parcel has no number { $number }
remove-done = Parcel { $id } ({ $title }) is removed. Until { $until } it can be brought back: posylka undo { $id }. Then it is forgotten
remove-forgotten = Parcel { $id } ({ $title }) is forgotten. This cannot be undone
which-none = No parcel has the id, the number or the title "{ $what }".{ $meant }
which-several = Several parcels fit "{ $what }": { $ids }
hint-repairs = The check digit does not fit: perhaps a typing error; with the right digit it would be { $repairs }

## explain, continued
explain-in-answer = { $by }, in its answer for { $of }
explain-unasked = not asked yet
explain-needs-carrier = { $carrier } asks whose number { $number } is: name the carrier with posylka link { $id } { $number } --carrier NAME
explain-needs-postcode = { $carrier } shows { $number } only with the recipient's postcode: look it up yourself{ $page }
explain-needs-phone = { $carrier } shows { $number } only with the recipient's phone: look it up yourself{ $page }
explain-wants-code = { $who } asks whose number { $number } is: posylka edit { $id } --carrier { $source }:CODE. Its codes: { $from }
explain-wants-code-of-one = { $who } asks whose number { $number } is: posylka link { $id } { $number } --carrier { $source }:CODE. Its codes: { $from }
explain-wants-postcode = { $carrier } shows { $number } only with the recipient's postcode: posylka edit { $id } --postcode POSTCODE
explain-witness = { $number } ({ $carrier }): { $state }; named by: { $by }; { $on }; last answer: { $outcome }
explain-next-look = Next look at the carriers: { $at }
contradicted-origin = it comes from another country
contradicted-destination = it goes to another country
contradicted-taken = you already watch it as another parcel
proposed-dates = so far only an older parcel of somebody else shows under it
proposed-doubt = its own scans would be another parcel's
proposed-little = its carrier knows it, and too little shows that it is this parcel
proposed-others = its carrier knows it; the answers for the other numbers are awaited
contradicted-dates = its scans are older than this parcel
contradicted-weight = it weighs something else
contradicted-postcode = it goes to another postcode

## carrier, continued
carrier-evidence-recorded = answers as they came
carrier-evidence-documented = documentation
carrier-evidence-inferred = what others do
carrier-asked = Asked
carrier-asked-yes = yes
carrier-asked-no = no
carrier-unknown = There is no source { $id }.{ $meant } Known, there are: { $known }
carrier-hosts = Hosts
carrier-secrets = Secrets it needs
carrier-origin = From
carrier-nobody = No carrier is called "{ $carrier }".{ $meant } Known, there are: { $known }. Nobody would be asked for another one's number: such a parcel can be added by its order, with --order
code-source = No source { $source } takes the code of a carrier; there are: { $known }
code-shape = "{ $code }" is no code of { $source }. Its codes: { $from }
code-wanted = Write what a source calls the carrier, as 17track:3011; a number of "{ $carrier }" is attached with posylka link
code-no-number = { $source } is asked for no number of parcel { $id }; attach one with posylka link { $id } NUMBER --carrier { $source }:{ $code }
code-which-number = { $source } is asked for several numbers of parcel { $id }; say which: posylka link { $id } NUMBER --carrier { $source }:{ $code }
carrier-last-good = Last good answer
carrier-failures = Failures
carrier-health = How it does
carrier-drift = Of late
health-good = last good answer { $at }
health-never = no good answer yet
health-failures = { $count ->
    [one] { $count } failure since { $since }
   *[other] { $count } failures in a row since { $since }
  }
health-unknown = not understood: { $codes }
health-drift = of the last { $rows } rows { $unknown } % have unknown codes, { $bad } % cannot be read, { $new } % have words never seen before; shape { $shape } since { $since }
carrier-status = Our status
carrier-code = Code
carrier-text = Their words
carrier-other = It also names { $number } ({ $carrier }), at { $place }
carrier-batch = The answer speaks of several numbers; choose one with --number: { $numbers }

## dispute, status, service, demo
dispute-written = The dossier lies in { $folder }
status-owed = { $count ->
    [one] { $channel }: { $count } notice waits to be sent
   *[other] { $channel }: { $count } notices wait to be sent
  }
status-undelivered = { $count ->
    [one] { $count } notice was not delivered: { $error }
   *[other] { $count } notices were not delivered: { $error }
  }
clock-runs = POSYLKA_CLOCK is set: this is a test clock, it shows { $now } and runs at ×{ $rate }. Nothing leaves this machine.
clock-leaps = POSYLKA_CLOCK is set: this is a test clock, it shows { $now } and leaps from one event to the next. Nothing leaves this machine.
service-wrote = Wrote { $what }
service-unchanged = { $what } is as it should be
service-removed = Removed { $what }
service-absent = There is no { $what }
service-ran = Ran: { $what }
service-failed = Failed: { $what }: { $said }
service-no-systemctl = There is no systemctl here. To start it by hand: { $what }
demo-look-around = Look around: { $command }

## doctor, capture, install
doctor-fine = fine
doctor-warning = look
doctor-broken = broken
doctor-config = Configuration
doctor-backup = Copies of the database
doctor-database = Database
doctor-carriers = Own definition
doctor-daemon = Daemon
doctor-secret = Secret
doctor-exposed = Others can read a secret's file:
doctor-desktop = Desktop notifications
doctor-no-desktop = no notification service answers in this session; notices wait in the outbox
doctor-command = Program for notices
capture-read = Read it before showing it to anyone: not every carrier's fields with people in them are known.
capture-later = This source may be asked again after { $at }
install-hosts = it would also ask: { $names }
install-secrets = it would also want: { $names }
ask-yes-no = [y/N]
ask-yes = y yes
install-ask = Lay them in place?
install-not = Nothing was changed; to go on, answer yes at a terminal or give --yes
install-done = In place; a running daemon takes them in after: systemctl --user reload posylka
dispute-to-seller = A message to the seller:

# Those of the house.
person-nobody = Nobody of the house is called "{ $name }". Known: { $known }. A name is added as [people.{ $name }] in the configuration.
person-nobody-yet = Nobody is named in the configuration yet. Add [people.{ $name }], and "{ $name }" can be used.
give-to-nobody = Say whose it is to be: at least one person.
sign-in-several = A device or a token is one person's. Give --for once.
for-not-here = This command is of the whole house: leave --for away.

## What the system says of files and connections.
system-not-found = no such file or folder
system-denied = you may not read or write there
system-exists = it is there already
system-full = the disk is full
system-folder = that is a folder
system-no-folder = that is no folder
system-read-only = nothing can be written there
system-refused = nobody answers there
system-timed-out = no answer in time
system-no-network = the network is out of reach

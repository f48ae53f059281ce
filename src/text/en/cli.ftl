## The command line and the daemon. New lines go to their section, in both languages, with the same variables.

## list
list-id = ID
list-title = Parcel
list-stage = Where
list-verdict = What we think
list-number = Number
list-next = Next look
list-empty = No parcels yet. Add one: posylka add NUMBER

## show
show-numbers = Numbers
show-number = Number
show-carrier = Carrier
show-role = Role
show-state = State
show-asked = Asked
show-events = Events
show-when = When
show-what = What
show-where = Where
show-source = Source
show-notices = Notices
show-advice = What to do
show-orders = Orders

## explain
explain-verdict = Verdict
explain-because = Why
explain-norms = Norms
explain-witnesses = Who named the numbers
explain-next = What comes next
explain-changes = The verdict changes by itself at { $at }

## status
status-daemon-alive = The daemon has been running since { $since }, last look { $tick }
status-daemon-dead = The daemon is not running. Start it: posylka daemon
status-parcels = Parcels
status-carriers = Carriers
status-needs-you = Needs you
status-needs-nobody = Nothing needs you
status-count = Count
status-answers = Answers

## number
number-number = Number
number-candidate = What it may be
number-rule = Rule
number-confidence = Confidence
number-flow = At the border
number-role = Role
number-check = Check digit
number-nothing = It looks like no number we know
hint-cyrillic = Cyrillic letters were replaced by Latin look-alikes
hint-check-digit = The check digit does not fit: perhaps a typing error
hint-order-number = Looks like an order number, not a tracking number
hint-too-long = The text is too long for a number

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
dispute-reason = Reason
dispute-act-by = No later than
dispute-window = Can be opened
dispute-window-span = from { $opens } to { $closes }
dispute-state = State
dispute-because = Why
dispute-draft = Draft

## Days, months, words

days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
distance-ahead = { $n ->
    [0] today
    [1] tomorrow
   *[other] in { $n } days
}
distance-past = { $n ->
    [1] yesterday
   *[other] { $n } days ago
}
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# Where the parcel is
stage-ordered = ordered
stage-announced = not posted yet
stage-accepted = accepted
stage-exported = exported
stage-imported = in the country
stage-customs = at customs
stage-released = released by customs
stage-domestic = domestic transit
stage-out-for-delivery = with the courier
stage-ready-for-pickup = ready for pickup
stage-delivered = delivered
stage-returning = going back
stage-returned = back at the sender
stage-lost = lost

# The way step by step
milestone-posted = posted
milestone-abroad = exported
milestone-border = border
milestone-inland = inland
milestone-at-hand = close by
milestone-arrived = delivered

# What is wrong
flag-not-seen-yet = nobody has it yet
flag-slow = slow
flag-stalled = stuck
flag-probably-lost = probably lost
flag-promise-missed = promised day passed
flag-customs-held = held by customs
flag-number-probably-changed = number probably changed
flag-pickup-expiring = storage is running out
flag-returning = going back
flag-wrong-place = in a wrong place
flag-suspicious-number = doubtful number
flag-dark = only you can ask
flag-blind = source unreadable

# What a scan says
status-announced = carrier was told
status-accepted = accepted
status-in-transit = in transit
status-export-customs = export customs
status-exported = left the country of origin
status-imported = arrived in the country of destination
status-at-customs = presented to customs
status-customs-held = held by customs
status-released-by-customs = released by customs
status-customs-refused = refused by customs
status-handed-over = handed to the local carrier
status-out-for-delivery = with the courier
status-ready-for-pickup = ready for pickup
status-attempt-failed = delivery attempt failed
status-delivered = delivered
status-returning = going back
status-returned = back at the sender
status-lost = lost
status-renumbered = got another number
status-note = note
status-unknown = unknown code

# Why
reason-duty-unpaid = duty is unpaid
reason-documents = papers are missing
reason-prohibited = import is prohibited
reason-refused-by-recipient = the recipient refused it
reason-not-home = nobody was at home
reason-wrong-address = the address is wrong or incomplete
reason-not-collected = nobody collected it in time
reason-damaged = damaged
reason-missorted = sent the wrong way
reason-weather = weather or another force
reason-by-request = at the recipient's wish
reason-destroyed = destroyed
reason-cancelled = called off
reason-refunded = refunded

# What to do
action-none = nothing
action-wait = wait
action-tell-dates = note the protection date
action-ask-number = ask for a working number
action-ask-seller = message the seller
action-ask-extension = ask to extend protection
action-find-number = find the domestic number
action-collect = collect the parcel
action-tell-arrival = say whether it arrived
action-ask-post = ask the post
action-ask-pickup = ask at the pickup point
action-look-first = look where it is
action-answer-customs = answer customs
action-cancel-order = cancel the order
action-inspect = look at the goods
action-prepare-dispute = dispute prepared
action-recommend-dispute = better open a dispute
action-open-dispute = open a dispute
action-await-seller = wait for the seller
action-await-decision = wait for the decision
action-escalate = let the shop decide
action-await-refund = wait for the money
action-claim-elsewhere = the post and the bank remain

# Numbers
role-placeholder = placeholder
role-to-forwarder = to the forwarder
role-international = international
role-domestic = domestic
leg-current = current
leg-proposed = proposed
leg-confirmed = confirmed
leg-contradicted = contradicted
leg-rejected = rejected
leg-old = old
flow-kept = stays the same at the border
flow-replaced = changes at the border
flow-ends = not tracked beyond the border
flow-unknown = what the border does to it is not known
check-passed = check digit is right
check-failed = check digit does not fit
check-none = no check digit

# What came of an ask
outcome-events = answered
outcome-no-history = knows the number, no scans
outcome-not-found = does not know the number
outcome-needs-input = wants something from you
outcome-blocked = does not let us in
outcome-slow-down = asks to wait
outcome-unavailable = unavailable
outcome-unreadable = unreadable answer

# How a source is reached
access-keyless = open
access-key = with your own key
access-link-only = link only

# The dispute
dispute-is-none = none
dispute-is-drafted = prepared
dispute-is-opened = open
dispute-is-replied = seller answered
dispute-is-escalated = the shop decides
dispute-is-decided = decided
dispute-is-refunded = money is back
dispute-is-withdrawn = withdrawn

parcel-without-title = Parcel { $id }

## How a claim goes: what to do, why, what is wrong. $by, $order and $reason as in advice.ftl.

action-claim-goods = claim for the goods
action-settle = arrived after all
action-change-claim = change the dispute
action-answer-seller = answer the seller
action-check-page = look at the order page
action-await-replacement = wait for the other item
action-send-back = send the goods back
action-appeal = object to the decision
action-ask-refund = ask for the money
action-ask-rest = ask for the rest of the money

do-claim-goods = If you are sure you are right, ask for the money of { $order }{ $by }: on its page (refund or support){ $reason }. Proof will be asked for.
do-settle = The parcel is here while the dispute runs{ $by }. Collect it, look at the goods, film the unpacking. If all is right, withdraw the dispute, do not accept an offer; if not, note what is wrong.
do-change-claim = Change the dispute on { $order }{ $by }{ $reason }, add the photos, and note it as opened once more.
do-answer-seller = Answer the seller{ $by }. If the offer does not suit, repeat the claim on the page of { $order }. Agree only to what really solves it.
do-check-page = Look at the page of { $order }{ $by } and note what it says.
do-await-replacement = Wait for the other item{ $by }. Keep the dispute open until it is in your hands.
do-send-back = Send the goods back{ $by } and give the tracking number on the page of { $order }: otherwise the money stays with the seller.
do-appeal = Object to the decision{ $by }, on the page of { $order } or through support. Add what was missing. It works once.
do-ask-refund = The money is late{ $by }. Ask the support of the shop, then the bank. It goes back to where you paid from, at the price of purchase; a dollar payment returns by that day's rate. A sum that hangs is not lost.

do-ask-rest = Ask the support of the shop for the rest of the money of { $order }{ $by }, with the text below. Note what comes then with refunded --amount.

# $finding and $term choose
why-found = On { $on } { $finding ->
    [accepted] the seller agreed
    [rejected] the seller refused
    [counter] the seller offered something else
    [wait] the seller asked to wait longer
    [replacement] another item was promised
    [refund] the money was awarded
    [return] the money was awarded once the goods are back
    [against] the decision went against you
   *[other] there was an answer
}
why-wronged = Noted on { $on }: { $problem }
why-award = { $awarded } of { $asked } were awarded: { $missing } are missing
why-came = { $came } came, { $due } were due{ $rate }: that is all of it
why-came-short = { $came } came, { $due } were due{ $rate }: { $missing } are missing
why-rate-of-day = , at { $rate } on that day
why-rate-given = , at { $rate } by your configuration, not by the rate of that day
why-no-rate = { $came } came, { $due } were due: whether that is all of it, nobody can tell without the rate of that day (refunded --rate)
rate = { $worth } for 1 { $unit }
why-extended = The seller extended the protection until { $until }
headline-dispute = Dispute: { $state }{ $on }
why-term = { $term ->
    [seller] The seller has until { $ends } to answer, and silence counts for you
    [answer] The seller has until { $ends } to answer
    [shop] The shop steps in on { $ends }
    [decision] The shop decides by { $ends }
    [return] The goods must be on their way back by { $ends }
    [appeal] An objection is possible until { $ends }
    [refund] The money should be there by { $ends }
    [search] The office and the neighbours are asked first; the dispute follows by { $ends }
   *[goods] A claim about the goods is possible until { $ends }
}: { $days } left
why-term-over = { $term ->
    [seller] The seller's time to answer ended on { $ends }, and silence counts for you
    [answer] The seller's time to answer ended on { $ends }
    [shop] The shop decides since { $ends }
    [decision] The shop's time to decide ended on { $ends }
    [return] The time to send the goods back ended on { $ends }
    [appeal] The time to object ended on { $ends }
    [refund] The money should have been there by { $ends }
    [search] The time to ask around ended on { $ends }
   *[goods] The time to claim for the goods ended on { $ends }
}: { $days } ago

hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
notice-reminded-title = { $left } left

dispute-is-sent-back = goods sent back

problem-defect = the item does not work or is of poor quality
problem-wrong-item = another item was sent
problem-short = not everything came
problem-damaged = the item is damaged
problem-fake = the item is not genuine
problem-not-as-described = the item is not as described
problem-not-received = delivered by the tracking, not received
problem-wrong-place = delivered in another place

# Why a step cannot follow
not-now-not-opened = No dispute was opened here yet: note `opened` first.
not-now-running = The dispute is already at that point.
not-now-settled = The dispute is agreed on or decided already: what is left is `refunded`, or `escalated` to object to a decision against you.
dispute-decided-whom = Say for whom: dispute PARCEL decided refund (money for you, with --amount), decided return (once the goods are back) or decided against.
dispute-ask-whom = For whom was it decided: refund (money for you), return (once the goods are back) or against?
dispute-ask-until = Until which day has the seller to answer, by the order page? As 2026-05-01, or Enter if it does not say:
dispute-say-until = The order page shows until which day the seller has to answer. Note it for the reminder: posylka dispute { $id } opened --until DAY
dispute-all-is-well = You have it, and nothing is noted as wrong: say what is, and the claim follows: posylka received { $id } --problem defect
dispute-say-first = Tracking says that it was delivered. Say first whether you have it: posylka received { $id }, or received { $id } --no, or received { $id } --problem; then the text fits.
dispute-nothing-to-write = There is nothing to write just now.
dispute-rate = A rate is told with refunded, as units of the money that came for one unit of what was awarded: --rate 92.50
dispute-rate-same = What came is in the currency that was due: no rate belongs to it. Leave out --rate, or tell what came with --amount in its own currency, as 4000RUB
dispute-part = If the part is not enough: the order page shows whether and until when you can object, and posylka dispute { $id } draft writes the objection.
dispute-look-first = First, before you send it:
dispute-for-shop = For the shop:
dispute-for-you = The same in your language:
not-now-refunded = The money is back: this dispute is over.
not-now-withdrawn = The dispute was withdrawn: note `opened` first if it was opened again.
not-now-appealed = An objection was made once already, and the decision stands.
not-now-nothing-to-send = Nobody asked for the goods: note `decided return` or `replied return` first.
not-now-finding = That is not what { $state ->
    [replied] a seller answers: accepted, rejected, counter, wait, replacement, return or refund
    [decided] a shop decides: refund, return or against
   *[other] can be said with { $state }
}.
not-now-earlier = That would be before the step noted last, of { $last }.
not-now-future = { $day } has not come yet.

# Commands
dispute-closes = Can be opened until
dispute-extended-until = Say up to which day: dispute PARCEL extended --until 2026-05-01
dispute-withdrawn-note = What was promised for it, and by when? Note it, and look whether it happens: withdrawn once protection is over, a dispute cannot be opened again.
received-photos = At most { $most } photos at a time.
calendar-written = { $count ->
    [one] One deadline is
   *[other] { $count } deadlines are
} in { $file }
deadline-pickup = Last day at the pickup point - { $title }
finding-accepted = agreed
finding-rejected = refused
finding-counter = another offer
finding-wait = wait longer
finding-replacement = another item
finding-refund = refund
finding-return = refund after return
finding-against = against you
dispute-denied-note = Tracking does not say that it was delivered: this is noted, and counts once it does.

## The claim: facts of this parcel only. $order and $title come ready, $title in quotes; dates name their year; $price and $since come ready or empty.

claim-ordered = I have not received { $order } { $title }.
claim-goods = I received { $order } { $title }{ $on }, but { $problem }.
claim-on = { " " }on { $on }
claim-still = The parcel has not reached me.
claim-still-goods = The parcel came, but { $problem }.
claim-defect = the item does not work or is of poor quality
claim-wrong-item = another item was sent
claim-short = not everything I paid for was in it
claim-damaged = the item is damaged
claim-fake = the item is not genuine
claim-not-as-described = the item is not as described
claim-note = In my words: { $note }.
claim-photos = { $count ->
    [one] One photo is attached.
   *[other] { $count } photos are attached.
}

# What the tracking shows: whose, read when
claim-last-scan = Tracking of { $number } at { $carrier }, read on { $read }, has its last scan on { $wall }: { $scan }.
claim-none = Tracking of { $number } at { $carrier }, read on { $read }: no scan.
claim-others-scans = Tracking of { $number } at { $carrier }, read on { $read }, shows no scan of my parcel: its scans end on { $older }, before the order, and belong to another parcel.
claim-said = By { $by ->
    [message] a message that I received
   *[user] my own note
}, { $number } on { $wall }: { $scan }.
claim-silence = For { $days } there has been no new scan { $stage ->
    [announced] since the number was made
    [accepted] between acceptance and export
    [exported] between export and import
    [imported] between import and customs
    [customs] at customs
    [released] after customs
    [domestic] on the way inside the country
    [out-for-delivery] with the courier
    [ready-for-pickup] at the pickup point
    [returning] on the way back
   *[other] at this stage
}{ $since }, where { $share } of 100 parcels take under { $most } (source: { $source }).
claim-since = , counted from { $on }
claim-unscanned = { $days } have passed since { $from ->
    [posting] posting
   *[order] the order
}; the first scan usually comes within { $most } (source: { $source }).
claim-denied = Nothing was handed to me.
claim-elsewhere = That is not the place it was sent to: I do not have the parcel.
claim-fact = { $fact }.
claim-no-local = No domestic number after customs is known to me.
claim-local-named = { $number } ({ $carrier }) was named as the domestic number; no tracking confirms it yet.
claim-numbers = { $count ->
    [one] Tracking number
   *[other] Tracking numbers
}: { $numbers }.
claim-number-at = { $number } ({ $carrier })
claim-no-number = I have no tracking number for it.

# The days of the purchase
claim-promise = The { $by ->
    [carrier] carrier
   *[shop] shop
} promised delivery by { $on }, { $days } ago.
claim-protection = { $by ->
    [seller] The seller extended buyer protection: it ends on { $on }.
   *[shop] Buyer protection ends on { $on }.
}
claim-protection-over = { $by ->
    [seller] Buyer protection, which the seller had extended, ended on { $on } without the parcel.
   *[shop] Buyer protection ended on { $on } without the parcel.
}
claim-shipped = The seller posted it on { $on }{ $ago }.
claim-ago = , { $days } ago
claim-bought = It was bought on { $on }.

# How a text begins, round by round
claim-wait = On { $on } the seller asked me to wait longer for { $order } { $title }. I do not agree to that.
claim-offer = On { $on } the seller offered something else than I asked for, for { $order } { $title }.
claim-offer-sum = On { $on } the seller offered { $offered } for { $order } { $title }.
claim-offer-short = On { $on } the seller offered { $offered } for { $order } { $title }. I asked for { $asked }: { $missing } are missing, { $percent }% of it.
claim-refused = On { $on } the seller { $finding ->
    [rejected] refused my claim
   *[other] answered my claim
} for { $order } { $title }.
claim-escalation = I ask { $shop } to decide on my claim for { $order } { $title }, open since { $opened }.
claim-the-shop = the platform
claim-seller-silent = The seller had until { $until } to answer and did not.
claim-seller-offered = On { $on } the seller offered { $offered }; I asked for { $asked }: { $missing } are missing, { $percent }% of it.
claim-seller-said = On { $on } the seller { $finding ->
    [rejected] refused
    [counter] offered something else
    [wait] asked me to wait longer
    [replacement] promised another item
    [return] wanted the goods back first
   *[other] answered
}.
claim-appeal = I object to the decision of { $on } on { $order } { $title }, which went against me.
claim-appeal-part = I object to the decision of { $on } on { $order } { $title }. It awards { $awarded }; I asked for { $asked }: { $missing } are missing, { $percent }% of it.
claim-ordered-refund = A refund is due to me for { $order } { $title }.
claim-awarded = On { $on } a refund was awarded to me for { $order } { $title }.
claim-awarded-sum = For { $order } { $title } { $awarded } were awarded to me on { $on }.
claim-overdue = The money should have come by { $until } and has not.
claim-came-short = { $came }{ $rate } had come by { $when }: { $missing } are missing.
claim-rate = { " " }(at { $rate })

# What is asked for
claim-ask = I ask for { $kind ->
    [part] a partial refund
   *[full] a full refund
}{ $price }.
claim-keep = I keep my claim and ask for { $kind ->
    [part] a partial refund
   *[full] a full refund
}{ $price }.
claim-keep-whole = I do not accept the offer and keep asking for the whole sum.
claim-ask-again = I ask to look at it again and to award { $kind ->
    [part] a partial refund
   *[full] a full refund
}{ $price }.
claim-ask-rest = I ask to look at it again and to award the missing sum too.
claim-pay = Please pay it, or tell me when it was sent and under which reference.
claim-pay-rest = Please pay the missing sum, or tell me when it was sent and under which reference.
claim-ask-price = : { $price }

# What to look at or to tell before the text is sent
look-order = There is no tracking number here: look at the order page whether the seller gave one, then posylka link { $id } NUMBER.
look-number = The tracking of { $number } at { $carrier } has not been read yet: look at { $page } and note what it shows, posylka event { $id } STATUS. Until then the text says nothing of scans.
look-page = the carrier's page
look-again = The tracking was last read on { $on }, { $days } ago: look again before you send this.
look-offer = How much the seller offers is not known here: posylka dispute { $id } replied counter --amount SUM. Then the text says in figures why it is not enough.
look-enough = The offer is not less than what you ask for: nothing speaks against it but the form it takes.

# Questions of the form
question-received = Did you receive the goods?
question-reason = Reason
question-solution = What do you ask for?
question-amount = Amount
question-order = Order number
question-number = Tracking number
question-last-scan = Last scan
answer-yes = Yes, the goods were received
answer-no = No, the goods were not received
answer-part-refund = Partial refund
answer-full-refund = Full refund
answer-unknown = not known, see the order page
answer-reason-unknown = choose the one nearest to "parcel not received"
answer-no-number = no number
answer-no-scan = no scans (read on { $on })
answer-others-scans = no scan of this parcel: the scans of the number are older than the order
answer-not-looked = not read yet, see the carrier's page

# What to attach
attach-page = The page { $file }, printed as PDF
attach-picture = The picture { $file }
attach-carrier = A screenshot of the carrier's page for { $number } ({ $carrier })
attach-order = A screenshot of the order showing the protection date
attach-chat = The chat with the seller, if there was one
attach-statement = A statement of the account that the money goes back to
attach-certificate = A certificate of the post office or the point that this number was not handed to you
attach-photos = Your photos: { $names }
attach-photo-goods = Photos of the item, with what is wrong in view
attach-photo-package = Photos of the package from all sides
attach-photo-all = A photo of everything that was in the package
attach-photo-marks = Close-ups of labels and marks, beside the genuine ones if you can
attach-page-of-goods = A screenshot of the shop's description and of what you chose
attach-label = A photo of the postal label
attach-weight = The weight: on scales, and on the label
attach-video = A video of the unpacking, if there is one
attach-video-fault = A video that shows the fault

# What comes next
next-sure = Open a dispute only if you are sure you are right: proof will be asked for.
next-agree = A part of the money, a return or another item can be agreed on; close the dispute only once it is really done.
next-seller = The seller has { $days } to answer; silence counts for the buyer.
next-seller-unknown = The order page shows how long the seller has: note that day.
next-tell = Note that the dispute is open: reminders then follow its terms.
next-proof = Proof may be asked for: it is in this folder.

# Traps
trap-confirm-receipt = Do not confirm receipt before the goods are in your hands.
trap-accept-zero = Do not accept an offer of "0" or "wait": accepting closes the dispute for good.
trap-cancel-late = Do not withdraw the dispute once protection has ended: it cannot be opened again.
trap-cancel = Do not withdraw the dispute counting on opening it again: nobody promises that.
trap-changed-reason = Do not change the reason because the seller asks.
trap-wait-longer = Do not wait longer because the seller asks, unless the order page shows the new protection date.
trap-refund-outside = Do not agree to a refund outside the shop.

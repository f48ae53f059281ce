## The claim: facts of this parcel only. $order, $price, $on come ready or empty.

claim-ordered = I have not received { $order } "{ $title }"{ $price }.
claim-delivered = The carrier says that { $order } "{ $title }"{ $price } was delivered, but I do not have the parcel.
claim-elsewhere = The carrier says that { $order } "{ $title }"{ $price } was delivered, but in another place: I do not have the parcel.
claim-goods = I received { $order } "{ $title }"{ $price }, but { $problem }.
claim-defect = the item does not work or is of poor quality
claim-wrong-item = another item was sent
claim-short = not everything I paid for was in it
claim-damaged = the item arrived damaged
claim-fake = the item is not genuine
claim-not-as-described = the item is not as described
claim-note = Details: { $note }.
claim-received = I received it on { $on }.
claim-photos = { $count ->
    [one] One photo is attached.
   *[other] { $count } photos are attached.
}
claim-ask-part = I ask for a partial refund: { $price }.
claim-bought = It was bought on { $on }.
claim-shipped = The seller posted it on { $on }.
claim-numbers = Tracking numbers: { $numbers }.
claim-number = Tracking number: { $numbers }.
claim-no-number = The seller gave no tracking number.
claim-last-scan = Last scan: { $wall }, "{ $text }"{ $place }.
claim-no-scan = There is not a single scan.
claim-fact = { $fact }.
claim-protection = Buyer protection lasts until { $ends }.
claim-promised = The shop promised delivery by { $on }.
claim-not-looked = A domestic number after customs could not be found yet, so none is given here.
claim-ask = I ask for a full refund{ $price }.
claim-price = { " " }({ $price })
claim-ask-price = : { $price }
claim-number-at = { $number } ({ $carrier })

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
answer-no-scan = no scans

# What to attach
attach-page = The page dossier.html, printed as PDF
attach-picture = The picture timeline.png (timeline.en.png in English, if yours is not)
attach-carrier = A screenshot of the carrier's page for { $number } ({ $carrier })
attach-order = A screenshot of the order showing the protection date
attach-chat = The chat with the seller, if there was one
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

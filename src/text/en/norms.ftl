## Norms: the reasons that rest on them, and what `norms`, `stats` and `explain` say.

working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
because-own = { $n ->
    [one] One parcel of your own speaks in it.
   *[other] { $n } parcels of your own speak in it.
}
why-may-go-back = Of 100 parcels more than { $days } later than usual { $percent } are on their way back; it could not be looked for yet
why-may-go-back-looked = Of 100 parcels more than { $days } later than usual { $percent } are on their way back; no return was seen when last looked on { $looked }
why-too-long = On its way for { $days }: what has not come within { $lost } does not come
why-did-you-get-it = { $days } have passed and { $most } are usually enough: do you have it?
why-too-fast = Delivered { $days } after posting, and nothing comes from there in less than { $least }: the number seems to be another parcel's
why-weighs-other = { $grams } g under one number and { $other } g under another: these seem to be two parcels
why-bound-elsewhere = The carrier takes it to { $country }, not to { $home }: the number or the address seems to be wrong
why-came-elsewhere = It is at { $place }, and the recipient's postcode is { $postcode }
why-duty-ahead = The order costs { $price }, over { $free } EUR: about { $duty }{ $roubles } at the border, by the rules of { $day }{ $confirmed ->
    [yes] { "" }
   *[no] , which nobody has confirmed: check
}
why-duty-unknown = The order costs { $price }: whether that is over { $free } EUR, and what the border will cost, cannot be told without [customs] { $key } in config.toml
why-storage-over = The time at the pickup point ended on { $until } ({ $by ->
    [carrier] the carrier's own date
   *[other] the usual time of storage
}), { $days } ago
notice-duty-title = duty ahead

## norms, stats, explain, doctor
norms-file = Rules
norms-as-of = As of
norms-where = From
norms-built-in = built in
norms-stale = old: have a look
norms-title = How long a stage is silent: 5 of 100 parcels go on sooner, 5 later
norms-trip-title = The whole trip from posting, where no stage tells
norms-learned-title = What your own parcels taught: days by which 50 and 95 of 100 go on
norms-nothing-learned = Your own parcels have taught nothing yet.
norms-season-title = Times when everything takes longer
norms-norm = Norm
norms-stage = Stage
norms-for = For
norms-days = Days
norms-working = working
norms-reliability = Tag
norms-source = Source
norms-class = Class
norms-any = any
norms-own = Over + lasting
norms-published = Published
norms-learned = With yours
norms-season = Season
norms-when = When
norms-factor = Longer
norms-holds = Today
norms-now = holds
stats-what = Parcels
stats-parcels = All
stats-arrived = Arrived
stats-lost = Lost
stats-share-lost = Lost, of those over
stats-median = Half within, days
stats-ninety = 90 % within, days
stats-all = All parcels
stats-routes = By route
stats-carriers = By carrier
stats-shops = By shop
stats-sellers = By seller
stats-seller = Seller
stats-shop = Shop
stats-route = Route
stats-carrier = Carrier
stats-orders = Orders
stats-posting = To post, days
stats-transit = On the way, days
stats-came = Came
stats-never = Never came
stats-disputes = Disputes
stats-ended = How they ended
stats-back = Money back
stats-ended-refunded = { $count } paid back
stats-ended-against = { $count } refused
stats-ended-withdrawn = { $count } withdrawn
stats-ended-running = { $count } running
stats-untold = { $count } of a sum not told
stats-no-seller = No order names its seller yet. Tell it: posylka edit PARCEL --seller NAME
stats-no-shop = You have no orders.
stats-no-route = You have no parcels.
stats-no-carrier = You have no parcels with a number.
stats-by-note = Days are those of half of them at the most; — means not known, or too few have arrived. Money of different currencies is not added together.
ledger-what = Money
ledger-sum = Sum
ledger-paid = Paid
ledger-protected = On the way, protected now
ledger-unprotected = On the way, protection over or not known
ledger-in-dispute = In dispute
ledger-refunded = Refunded
ledger-lost = Lost
ledger-unpriced = Orders whose price was not told, and which are not in these sums: { $count }.
seller-record = Bought from { $seller } before: { $orders } { $orders ->
    [one] order
   *[other] orders
}, came { $came }, never came { $never }, disputes { $disputes } (money back: { $refunded }).
seller-few = Too few to say more.
seller-shares = Never came: { $own } %; of all your orders { $all } %.
replay-none = There are no parcels to go over.
replay-head = { $count } { $count ->
    [one] parcel
   *[other] parcels
}, each day from { $from } to { $to }, by what was known on it.
replay-both = Figures are by the rules in force; what stands after → is by the rules that are tried.
replay-rules-title = What was out of the ordinary, before the parcel came. Of "slow", "stuck" and "probably lost" those that came after all are false alarms.
replay-rule = Rule
replay-days = Days
replay-came = came
replay-never-came = never came
replay-open = not over
replay-disputes-title = When a dispute would have been advised
replay-claim = Dispute
replay-parcels = Parcels
replay-claim-in-time = never came; advised in time
replay-claim-late = never came; advised in the last 3 days only
replay-claim-missed = never came; not advised
replay-claim-undated = never came; the shop's dates are not known, so nobody can tell
replay-claim-early = came after a dispute was advised
replay-claim-spared = came; no dispute was advised
replay-claim-open = not over
replay-silence = Days of silence: { $silent } of { $waited } days waited brought nothing new; the longest silence of one parcel: { $longest } days.
replay-no-claims = You opened no disputes.
replay-money = Money of your disputes ({ $count }): asked { $asked }; awarded { $awarded }; came back { $refunded }.
replay-lives-title = Each parcel
replay-life-id = Id
replay-life-title = Title
replay-life-ended = How it ended
replay-life-dispute = Dispute advised
replay-life-opened = You opened
replay-life-said = What was out of the ordinary
replay-tried = tried
replay-turned-in-time = in time:
replay-turned-late = late:
replay-turned-missed = not advised
replay-turned-undated = no dates
replay-turned-early = early:
replay-turned-spared = —
replay-turned-open = not over
replay-untold-title = What the archive cannot tell
replay-untold-asks = When a source did not answer: only its last answer is kept. Until then each counts as having answered every day.
replay-untold-carrier-days = On which day a carrier told its promised day or its last day of storage: they are left out.
replay-untold-order-days = On which day you told the dates of an order, or that the protection was extended: they count from the beginning.
replay-untold-own-claims = What would have come of the disputes you opened: the rules speak as if there had been none.
replay-untold-removed = Parcels and numbers that were removed, and all but the newest 1,000 parcels.
stats-unknown = ?
stats-none = No parcel has a day of posting yet. Tell it: posylka edit PARCEL --shipped DAY
stats-note = Days from posting to arrival; parcels still under way count as taking longer than they have. — means too few have arrived.
explain-season = It is a season in which this stage takes { $factor } times as long.
explain-next-scan = { $share } of 100 such parcels have their next scan between { $from } and { $to }.
explain-arrival = { $share } of 100 such parcels arrive between { $from } and { $to }.
explain-picture = Silent { $days } { $unit } among such parcels (norm { $norm }):
explain-picture-days = days
explain-picture-working = working days
explain-picture-key = ▲ this parcel; the marks: 50, 75 and 95 of 100 have gone on by that day; ░ have gone on sooner
doctor-rules = Own rules
doctor-rules-own = { $path }, of { $day }
doctor-rules-stale = { $path } is of { $day }, and the program's own are newer: compare them
doctor-rules-unknown = { $path } is no rules: norms.toml, seasons.toml, customs.toml and marketplaces/SHOP.toml are

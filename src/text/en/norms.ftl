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
stats-unknown = ?
stats-none = Of none of your parcels it is known when it was posted.
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

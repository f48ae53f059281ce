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

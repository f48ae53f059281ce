# Messages: what was read of them, whose they are, and what is suspicious. No link of a message ever stands here.
message-until = kept until { $what }
message-duty = { $what } to be paid
message-duty-by = to be paid by { $what }
message-promised = promised by { $what }
message-shipped = posted by the seller on { $what }
message-last-mile = brought by { $what }
message-number = number { $what }
message-order = order { $what }

fit-said = given by hand
fit-number = number { $what }
fit-order = order { $what }
fit-carrier = it has a number of that carrier ({ $what })
fit-last-mile = inside the country { $what } brings it
fit-shop = bought at { $what }
fit-weight = weight { $what } g
fit-postcode = postcode { $what }
fit-awaits = through customs, its new number is not known yet
fit-time = the time fits
fit-joinable = order { $what } beside it is that of parcel { $other }; if the two are one, `posylka join` makes them so

suspicion-sender = Probably an imitation: it speaks as { $claims }, and the sender is { $from }.
suspicion-link = Probably an imitation: it speaks as { $claims }, and its link leads to { $from }.
suspicion-forged = Probably an imitation: the mail server found the address of { $claims } forged.
suspicion-lure = Probably an imitation: nobody who is known wrote it, and it asks for money, a code or an address{ $from }.
suspicion-advice = Follow none of its links and pay nothing. Nothing but numbers is taken from it, and each is looked up.

ingest-nothing = { $from }: nothing about parcels in it.
ingest-crowded = { $from }: too many numbers for one message, this is a list. Nothing was done; `posylka add -` adds parcels.
ingest-known = { $from }: this message was taken in before (parcel { $ids }).
ingest-told = { $from }: { $what }. Parcel { $id } "{ $title }": { $because }.
ingest-idle = { $from }: { $what }. Parcel { $id } "{ $title }": { $because }. Nothing new for it.
ingest-not-understood = { $from }: { $what }. Parcel { $id } "{ $title }": { $because }. What it says of the parcel is not understood: read it yourself; `posylka event` tells it.
ingest-mixed = { $from }: { $what }. Parcel { $id } "{ $title }": { $because }. Which of the numbers that is said of cannot be told, so nothing was taken in. If the other number is this parcel's too: `posylka link { $id } NUMBER`, and give the message again; if it is said of this parcel: `posylka event { $id } STATUS`.
ingest-too-old = { $from }: { $what }. Parcel { $id } "{ $title }": { $because }. It is older than the parcel can be, and was not taken in.
ingest-dry = { $from }: { $what }. It would go to parcel { $id } "{ $title }": { $because }.
ingest-unsure = { $from }: { $what }. Whose is it? Say so with --parcel:
ingest-nobody = { $from }: { $what }. No parcel fits. Name one with --parcel, or add it: `posylka add { $add }`
ingest-candidate = --parcel { $id }   { $title }: { $because }
ingest-elsewhere = Number { $number } belongs to parcel { $id }. If the two are one, `posylka join` makes them so.
ingest-unreadable = { $from }: not read ({ $why }).
ingest-waits = Paste the text of an SMS or an e-mail, then press Ctrl-D on a line of its own; Ctrl-C does nothing
ingest-stdin = message
ingest-text = number or order

notice-message-title = whose message is this?
notice-message = A message came{ $from }: { $what }. Which parcel it is about is not clear.
notice-message-cure = Say so: posylka ingest { $file } --parcel ID
notice-message-cure-mail = Say so: save the mail and give it to posylka ingest --parcel ID
notice-unread-title = a message was not understood
notice-unread = A message came{ $from } about this parcel, and what it says of it is not understood: read it yourself; `posylka event` tells it.
notice-unread-cure = What was read of it: posylka ingest { $file } --dry-run
notice-unread-cure-mail = What was read of it: save the mail and give it to posylka ingest --dry-run
message-off = { $reason ->
    [refunded] the money is back, or on its way back
   *[other] the order is called off
 }
notice-order-off-title = order called off
notice-order-off = { $reason ->
    [refunded] The shop says ({ $on }) that the money is back, or on its way back. See that it arrives.
   *[other] The shop says ({ $on }) that the order is called off. If it is paid, see that the money comes back.
 }

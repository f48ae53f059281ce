## The folder of evidence

dossier-title = Dispute: { $title }
dossier-made = Made on { $at }
dossier-claim = The claim
dossier-answers = Answers to the form
dossier-attach = What to attach
dossier-next = What comes next
dossier-why = Why
dossier-numbers = Numbers
dossier-orders = Orders
dossier-timeline = The way of the parcel
dossier-no-events = No scan is known here.
dossier-deadlines = Deadlines
dossier-sources = Answers as they came
dossier-no-answers = No answers are kept.
dossier-for-platform = For the platform
dossier-for-buyer = The same in your language
dossier-order = Order
dossier-shop = Shop
dossier-price = Price
dossier-bought = Bought
dossier-shipped = Posted
dossier-promised = Promised by
dossier-protection = Protected until
dossier-when = When
dossier-what = What
dossier-where = Where
dossier-source = Source
dossier-number = Number
dossier-carrier = Carrier
dossier-role = Role
dossier-state = State
dossier-file = File
dossier-hash = SHA-256
dossier-fetched = Fetched
dossier-local-times = Times are local, as the source printed them; the offset from UTC stands where it is certain.

deadline-act-by = Last day: { $action } - { $title }
deadline-closes = Last day to open the dispute - { $title }
deadline-protection = Buyer protection ends - { $title }

# The picture. $n comes ready as "23 days"
picture-order = Order { $order }
picture-clock = Protection
picture-begun = posted { $day }
picture-today = today { $day }, { $n } later
picture-ends = protection ends { $day }
picture-closes = last day for a dispute { $day }
picture-norm = Silence beside the usual
picture-quiet = this parcel is silent for { $n }
picture-most = { $share } of 100 take under { $n }
picture-gap = { $n } without a scan
picture-silent = Silent for { $n }
picture-more = { $count ->
    [one] … one more scan
   *[other] … { $count } more scans
}
picture-bought = bought { $day }

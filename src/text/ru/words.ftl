## Дни, месяцы, слова

days = { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
}
distance-ahead = { $n ->
    [0] сегодня
    [1] завтра
    [one] через { $n } день
    [few] через { $n } дня
   *[other] через { $n } дней
}
distance-past = { $n ->
    [1] вчера
    [one] { $n } день назад
    [few] { $n } дня назад
   *[other] { $n } дней назад
}
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря

# Где посылка
stage-ordered = заказано
stage-announced = ждёт отправки
stage-accepted = принято
stage-exported = вывезено
stage-imported = прибыло в страну
stage-customs = на таможне
stage-released = таможня выпустила
stage-domestic = едет по стране
stage-out-for-delivery = у курьера
stage-ready-for-pickup = можно забирать
stage-delivered = вручено
stage-returning = едет обратно
stage-returned = вернулось отправителю
stage-lost = утеряно

# Путь по шагам
milestone-posted = отправлено
milestone-abroad = вывезено
milestone-border = граница
milestone-inland = по стране
milestone-at-hand = рядом
milestone-arrived = вручено

# Что не так
flag-not-seen-yet = ещё никто не принял
flag-slow = медленно
flag-stalled = застряло
flag-probably-lost = вероятно, потеряно
flag-promise-missed = обещанный день прошёл
flag-customs-held = задержано таможней
flag-number-probably-changed = номер, вероятно, сменился
flag-pickup-expiring = срок хранения кончается
flag-returning = едет обратно
flag-wrong-place = не там
flag-suspicious-number = номер не похож на правду
flag-dark = спросить можно только вручную
flag-blind = источник не читается

# Что говорит скан
status-announced = данные переданы перевозчику
status-accepted = принято
status-in-transit = в пути
status-export-customs = экспортная таможня
status-exported = покинуло страну отправления
status-imported = прибыло в страну назначения
status-at-customs = передано таможне
status-customs-held = задержано таможней
status-released-by-customs = выпущено таможней
status-customs-refused = таможня не пропустила
status-handed-over = передано местному перевозчику
status-out-for-delivery = у курьера
status-ready-for-pickup = ждёт в месте выдачи
status-attempt-failed = неудачная попытка вручения
status-delivered = вручено
status-returning = возвращается
status-returned = вернулось отправителю
status-lost = утеряно
status-renumbered = сменило номер
status-note = заметка
status-unknown = код неизвестен

# Почему
reason-duty-unpaid = не уплачена пошлина
reason-documents = не хватает документов
reason-prohibited = ввоз запрещён
reason-refused-by-recipient = получатель отказался
reason-not-home = никого не было дома
reason-wrong-address = адрес неверен или неполон
reason-not-collected = никто не забрал в срок
reason-damaged = повреждено
reason-missorted = отправлено не туда
reason-weather = погода или другая сила
reason-by-request = по просьбе получателя
reason-destroyed = уничтожено
reason-cancelled = отменено
reason-refunded = деньги возвращены

# Что делать
action-none = ничего
action-wait = подождите
action-tell-dates = запишите срок защиты
action-ask-number = попросите рабочий номер
action-ask-seller = напишите продавцу
action-ask-extension = попросите продлить защиту
action-find-number = найдите местный номер
action-collect = заберите посылку
action-tell-arrival = скажите, пришла ли
action-ask-post = спросите почту
action-ask-pickup = спросите в месте выдачи
action-look-first = проверьте, где посылка
action-answer-customs = ответьте таможне
action-cancel-order = отмените заказ
action-inspect = осмотрите товар
action-prepare-dispute = спор подготовлен
action-recommend-dispute = стоит открыть спор
action-open-dispute = откройте спор
action-await-seller = слово за продавцом
action-await-decision = решает площадка
action-escalate = передайте спор площадке
action-await-refund = деньги в пути
action-claim-elsewhere = остаются почта и банк

# Номера
role-placeholder = временный
role-to-forwarder = до посредника
role-international = международный
role-domestic = местный
leg-current = действует
leg-proposed = предложен
leg-confirmed = подтверждён
leg-contradicted = опровергнут
leg-rejected = отклонён
leg-old = прежний
flow-kept = на границе не меняется
flow-replaced = на границе меняется
flow-ends = за границей не отслеживается
flow-unknown = что будет на границе, неизвестно
check-passed = контрольная цифра верна
check-failed = контрольная цифра не сходится
check-none = контрольной цифры нет

# Чем кончился запрос
outcome-events = ответил
outcome-no-history = знает номер, сканов нет
outcome-not-found = не знает номера
outcome-needs-input = просит данные
outcome-blocked = не пускает
outcome-slow-down = просит подождать
outcome-unavailable = недоступен
outcome-unreadable = ответ не читается

# Как открыт источник
access-keyless = открыто
access-key = со своим ключом
access-link-only = только ссылкой

# Спор
dispute-is-none = нет
dispute-is-drafted = подготовлен
dispute-is-opened = открыт
dispute-is-replied = продавец ответил
dispute-is-escalated = решает площадка
dispute-is-decided = решён
dispute-is-refunded = деньги пришли
dispute-is-withdrawn = отозван

parcel-without-title = Посылка { $id }

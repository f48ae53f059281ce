# Действия пользователя и их отмена; что ждёт в пунктах выдачи.
add-order-alone = { $order } — номер заказа; трек-номера пока нет. Когда магазин его покажет: posylka link { $id } НОМЕР
archive-window = Спор ещё можно открыть до { $closes }: в архиве слежение закончится раньше. Если так и нужно, добавьте --anyway.
undo-nothing = Отменять нечего.
undo-done = Отменено: посылка { $id } ({ $title }), { $deed }, { $at }.
undo-would = Было бы отменено: посылка { $id } ({ $title }), { $deed }, { $at }.
undo-ask = Отменить это: посылка { $id } ({ $title }), { $deed }, { $at }?
undo-kept = Ничего не отменено. Сделанное с другой посылкой отменяет posylka undo ПОСЫЛКА
undo-known = За { $number } уже следят как за посылкой { $other }, а у посылки { $id } тот же номер. Чтобы вернуть её, сначала уберите ту: posylka remove { $other }

# Что было сделано: так это называется при отмене.
deed-added = добавление
deed-removed = удаление
deed-unknown = последнее действие
deed-linked = добавление номера { $what }
deed-corrected = замена номера { $wrong } на { $right }
deed-unlinked = удаление номера { $what }
deed-refresh = запрос заново
deed-received = отметка, что она у вас
deed-wronged = отметка: { $what }
deed-disputed = отметка о споре: { $what }
deed-extended = продление защиты до { $what }
deed-ordered = сведения о заказе { $what }
deed-sold = имя продавца { $what }
deed-addressed = индекс получателя
deed-to-forwarder = что она едет через посредника
deed-no-forwarder = что она едет не через посредника
deed-coded = чей это номер: { $what }
deed-dated = даты
deed-named = название «{ $what }»
deed-archived = перенос в архив
deed-unarchived = возврат из архива
deed-said = отметка: { $what }
deed-message = сообщение ({ $from }): { $what }
deed-joined = объединение с { $what }
deed-split = отделение посылки { $what }
deed-nothing-said = о пути ничего
join-itself = Посылку нельзя объединить с ней самой.
split-none = У этой посылки нет ни номера, ни заказа { $what }.
split-whole = Это вся посылка целиком: отделять не от чего.
event-no-number = У посылки нет ни трек-номера, ни номера заказа, к которому это отнести. Добавьте номер: `posylka link`.
event-future = Это в будущем. Последний день хранения указывается через --until.
pickup-nothing = Забирать нечего.
pickup-place = Где
pickup-until = До
pickup-about = примерно { $day }, уточните на месте

# Что сказано, но вряд ли имелось в виду.
doubt-ordered = Куплено { $day }: этот день ещё не наступил. Если так и есть, добавьте --sure.
doubt-shipped = Отправлено { $day }: этот день ещё не наступил. Если так и есть, добавьте --sure.
doubt-protection = Защита кончилась бы { $day }, давно. Если так и есть, добавьте --sure.
doubt-price = { $price }: валюта не указана, поэтому взяты рубли. Если она другая, пишите, например, 12.50USD; если так и есть, добавьте --sure.
doubt-until = Последним днём был бы { $day }, раньше самого события. Если так и есть, добавьте --sure.
doubt-more-than-paid = Всего вышло бы { $sum }, больше уплаченного: { $paid }. Если валюта другая, пишите её, например 4000RUB; если так и есть, добавьте --sure.
sum-currency = { $sum }: в какой валюте? Ни цены, ни другой суммы здесь нет. Напишите, например, { $sum }USD или { $sum }RUB, или назовите цену: posylka edit { $id } --price СУММА
edit-order-there = Заказ { $order } у этой посылки уже есть
edit-which-order = В посылке несколько заказов или нет такого; укажите нужный через --order: { $orders }
doubt-ask = Всё верно?
doubt-not = Ничего не изменено.
deed-forbade = запрет спрашивать { $what }
deed-allowed = разрешение снова спрашивать { $what }
deed-given = передача: { $what }
deed-given-house = передача всему дому

## Что напечатано и не читается, в командной строке и на странице.
typed-day = Напишите день так: 28.02.2026, 2026-02-28, «28 февраля», сегодня, «через 3 дня» или «2 дня назад».
typed-day-ambiguous = День и месяц можно перепутать. Напишите { $one } или { $other }.
typed-minute = Напишите день так: 2026-02-28, или минуту так: 2026-02-28T18:30.
typed-word = Выберите одно из этих слов: { $known }.
typed-renumbered = Новый номер добавляет posylka link.
typed-title = Название должно быть от 1 до { $most } знаков.
typed-note = Нужно от 1 до { $most } знаков.
typed-order = Номер заказа должен быть от 1 до { $most } знаков.
typed-postcode = Напишите индекс получателя, например 140150; none — забыть его.
typed-sum = Напишите сумму так: 12.50USD или «1 234,56 ₽».
typed-rate = Напишите курс, например 92,50.

edit-forwarder-none = У посылки { $id } нет номера, о котором это можно сказать. Сначала добавьте номер: posylka link { $id } НОМЕР

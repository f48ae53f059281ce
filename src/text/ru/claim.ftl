## Претензия: только факты этой посылки. $order, $price, $on — готовые куски или пусто.

claim-ordered = Заказ{ $order } «{ $title }»{ $price } не получен.
claim-delivered = По данным перевозчика, заказ{ $order } «{ $title }»{ $price } вручён, но посылки у меня нет.
claim-elsewhere = По данным перевозчика, заказ{ $order } «{ $title }»{ $price } вручён, но в другом месте: посылки у меня нет.
claim-goods = Заказ{ $order } «{ $title }»{ $price } пришёл, но { $problem }.
claim-defect = товар не работает или плохого качества
claim-wrong-item = прислали не то
claim-short = в посылке не всё, что оплачено
claim-damaged = товар пришёл повреждённым
claim-fake = товар поддельный
claim-not-as-described = товар не соответствует описанию
claim-note = Подробности: { $note }.
claim-received = Товар получен { $on }.
claim-photos = Фотографии приложены: { $count }.
claim-ask-part = Прошу частичный возврат: { $price }.
claim-bought = Куплено { $on }.
claim-shipped = Продавец отправил { $on }.
claim-numbers = Трек-номера: { $numbers }.
claim-number = Трек-номер: { $numbers }.
claim-no-number = Трек-номера продавец не дал.
claim-last-scan = Последний скан: { $wall }, «{ $text }»{ $place }.
claim-no-scan = Ни одного скана нет.
claim-fact = { $fact }.
claim-protection = Защита покупателя действует до { $ends }.
claim-promised = Магазин обещал доставить до { $on }.
claim-not-looked = Местный номер после таможни ещё не удалось найти, поэтому здесь его нет.
claim-ask = Прошу полный возврат{ $price }.
claim-price = { " " }({ $price })
claim-ask-price = : { $price }
claim-number-at = { $number } ({ $carrier })

# Вопросы анкеты
question-received = Товар получен?
question-reason = Причина
question-solution = Чего вы хотите?
question-amount = Сумма
question-order = Номер заказа
question-number = Трек-номер
question-last-scan = Последний скан
answer-yes = Да, товар получен
answer-no = Нет, товар не получен
answer-part-refund = Частичный возврат денег
answer-full-refund = Полный возврат денег
answer-unknown = не известно, посмотреть на странице заказа
answer-reason-unknown = выбрать ближайшую к «посылка не получена»
answer-no-number = номера нет
answer-no-scan = сканов нет

# Что приложить
attach-page = Страница dossier.html, распечатанная в PDF
attach-picture = Картинка timeline.png (для площадки по-английски — timeline.en.png)
attach-carrier = Снимок экрана страницы перевозчика для { $number } ({ $carrier })
attach-order = Снимок экрана заказа, где виден срок защиты
attach-chat = Переписка с продавцом, если она была
attach-certificate = Справка отделения или пункта, что по этому номеру вам ничего не вручали
attach-photos = Ваши фотографии: { $names }
attach-photo-goods = Фотографии товара, на которых видно, что не так
attach-photo-package = Фотографии упаковки со всех сторон
attach-photo-all = Фотография всего, что было в посылке
attach-photo-marks = Этикетки и маркировка крупно, лучше рядом с подлинными
attach-page-of-goods = Снимок экрана с описанием товара и выбранным вариантом
attach-label = Фотография почтовой этикетки
attach-weight = Вес: на весах и на этикетке
attach-video = Видео распаковки, если оно есть
attach-video-fault = Видео, на котором видна неисправность

# Что дальше
next-sure = Открывать спор, только если есть уверенность в своей правоте: доказательства попросят.
next-agree = Можно договориться о части денег, о возврате или о замене; закрывать спор, только когда это действительно сделано.
next-seller = Продавец отвечает в течение { $days }; молчание засчитывается в пользу покупателя.
next-seller-unknown = Сколько дней есть у продавца, видно на странице заказа: этот день стоит записать.
next-tell = Записать, что спор открыт: тогда напоминания пойдут по его срокам.
next-proof = Могут попросить доказательства: они в этой папке.

# Ловушки
trap-confirm-receipt = Не подтверждать получение, пока товара нет в руках.
trap-accept-zero = Не принимать предложение «0» или «подождать»: принятое предложение закрывает спор насовсем.
trap-cancel-late = Не отзывать спор, если защита кончилась: открыть его снова не выйдет.
trap-cancel = Не отзывать спор в расчёте открыть его снова: это не обещано.
trap-changed-reason = Не менять причину спора по просьбе продавца.
trap-wait-longer = Не ждать дольше по просьбе продавца, пока новый срок защиты не виден на странице заказа.
trap-refund-outside = Не соглашаться на возврат мимо магазина.

## Претензия: только факты этой посылки. $order и $title — готовые, $title в кавычках; даты называют год; $price и $since — готовые куски или пусто.

claim-ordered = Заказ{ $order } { $title } не получен.
claim-goods = Заказ{ $order } { $title } пришёл{ $on }, но { $problem }.
claim-on = { " " }{ $on }
claim-still = Посылка ко мне не пришла.
claim-still-goods = Посылка пришла, но { $problem }.
claim-defect = товар не работает или плохого качества
claim-wrong-item = прислали не то
claim-short = прислали не всё, что оплачено
claim-damaged = товар повреждён
claim-fake = товар поддельный
claim-not-as-described = товар не соответствует описанию
claim-note = Своими словами: { $note }.
claim-photos = Фотографии приложены: { $count }.

# Что показывает отслеживание: чьё и когда прочитано
claim-last-scan = Отслеживание { $number } ({ $carrier }), прочитано { $read }, последний скан — { $wall }: { $scan }.
claim-none = Отслеживание { $number } ({ $carrier }), прочитано { $read }: сканов нет.
claim-others-scans = Отслеживание { $number } ({ $carrier }), прочитано { $read }: сканов моей посылки нет, последний скан номера — { $older }, до заказа, это другая посылка.
claim-said = По { $by ->
    [message] полученному мной сообщению
   *[user] моей записи
}, { $number }, { $wall }: { $scan }.
claim-silence = Уже { $days } нет новых сканов { $stage ->
    [announced] после присвоения номера
    [accepted] между приёмом и экспортом
    [exported] между экспортом и импортом
    [imported] между ввозом и таможней
    [customs] на таможне
    [released] после таможни
    [domestic] в пути по стране
    [out-for-delivery] у курьера
    [ready-for-pickup] в пункте выдачи
    [returning] на обратном пути
   *[other] на этом этапе
}{ $since }; { $share } посылок из 100 проходят этот этап быстрее чем за { $most } (источник: { $source }).
claim-since = , считая с { $on }
claim-unscanned = { $from ->
    [posting] После отправки
   *[order] После заказа
} — { $days }; первый скан обычно появляется за { $most } (источник: { $source }).
claim-denied = Мне ничего не вручали.
claim-elsewhere = Это не тот адрес, куда её отправили: посылки у меня нет.
claim-fact = { $fact }.
claim-no-local = Местный номер после таможни мне не известен.
claim-local-named = Местным номером назван { $number } ({ $carrier }); отслеживание этого пока не подтверждает.
claim-numbers = { $count ->
    [one] Трек-номер
   *[other] Трек-номера
}: { $numbers }.
claim-number-at = { $number } ({ $carrier })
claim-no-number = Трек-номера у меня нет.

# Дни покупки
claim-promise = { $by ->
    [carrier] Перевозчик обещал
   *[shop] Магазин обещал
} доставить до { $on }; опоздание — { $days }.
claim-protection = { $by ->
    [seller] Продавец продлил защиту покупателя: она кончается { $on }.
   *[shop] Защита покупателя кончается { $on }.
}
claim-protection-over = { $by ->
    [seller] Защита покупателя, которую продлил продавец, кончилась { $on }, а посылки нет.
   *[shop] Защита покупателя кончилась { $on }, а посылки нет.
}
claim-shipped = Продавец отправил заказ { $on }{ $ago }.
claim-ago = , { $days } назад
claim-bought = Куплено { $on }.

# Как начинается текст, раунд за раундом
claim-wait = { $on } продавец попросил ещё подождать заказ{ $order } { $title }. Ждать дольше не соглашаюсь.
claim-offer = { $on } продавец предложил по заказу{ $order } { $title } не то, что запрошено.
claim-offer-sum = { $on } продавец предложил { $offered } за заказ{ $order } { $title }.
claim-offer-short = { $on } продавец предложил { $offered } за заказ{ $order } { $title }. Запрошено { $asked }: не хватает { $missing }, это { $percent } %.
claim-refused = { $on } продавец { $finding ->
    [rejected] отказал
   *[other] ответил
} по заказу{ $order } { $title }.
claim-escalation = Прошу { $shop } решить спор по заказу{ $order } { $title }, открытый { $opened }.
claim-the-shop = площадку
claim-seller-silent = У продавца было время ответить до { $until }, ответа не было.
claim-seller-offered = { $on } продавец предложил { $offered }; запрошено { $asked }: не хватает { $missing }, это { $percent } %.
claim-seller-said = { $on } продавец { $finding ->
    [rejected] отказал
    [counter] предложил другое
    [wait] попросил подождать ещё
    [replacement] обещал замену
    [return] захотел сначала получить товар обратно
   *[other] ответил
}.
claim-appeal = Обжалую решение от { $on } по заказу{ $order } { $title }: оно не в мою пользу.
claim-appeal-part = Обжалую решение от { $on } по заказу{ $order } { $title }. Присуждено { $awarded }, запрошено { $asked }: не хватает { $missing }, это { $percent } %.
claim-ordered-refund = За заказ{ $order } { $title } мне должны вернуть деньги.
claim-awarded = { $on } мне присудили возврат денег за заказ{ $order } { $title }.
claim-awarded-sum = За заказ{ $order } { $title } мне присудили { $awarded }, решение от { $on }.
claim-overdue = Деньги должны были прийти до { $until } и не пришли.
claim-came-short = К { $when } пришло { $came }{ $rate }: не хватает { $missing }.
claim-rate = { " " }(по курсу { $rate })

# О чём просьба
claim-ask = Прошу { $kind ->
    [part] частичный возврат
   *[full] полный возврат
}{ $price }.
claim-keep = Требование прежнее: { $kind ->
    [part] частичный возврат
   *[full] полный возврат
}{ $price }.
claim-keep-whole = Предложение не принимаю, прошу вернуть всю сумму.
claim-ask-again = Прошу рассмотреть ещё раз и присудить { $kind ->
    [part] частичный возврат
   *[full] полный возврат
}{ $price }.
claim-ask-rest = Прошу рассмотреть ещё раз и присудить недостающую сумму.
claim-pay = Прошу выплатить деньги или сообщить, когда и под каким номером отправлен платёж.
claim-pay-rest = Прошу выплатить недостающее или сообщить, когда и под каким номером отправлен платёж.
claim-ask-price = : { $price }

# На что взглянуть и что сообщить, прежде чем отправить
look-order = Трек-номера здесь нет. Посмотрите на странице заказа, дал ли его продавец, и запишите: posylka link { $id } НОМЕР.
look-number = Отслеживание { $number } ({ $carrier }) ещё не читали. Посмотрите { $page } и запишите, что там: posylka event { $id } СТАТУС. До того в тексте о сканах ни слова.
look-page = страницу перевозчика
look-again = Отслеживание читали { $on }, { $days } назад: взгляните ещё раз, прежде чем отправлять.
look-offer = Сколько предлагает продавец, здесь не известно: posylka dispute { $id } replied counter --amount СУММА. Тогда в тексте будет в цифрах, почему этого мало.
look-enough = Предложено не меньше, чем просили: против говорит разве что то, в каком виде.

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
answer-unknown = не известно, посмотрите на странице заказа
answer-reason-unknown = выберите ближайшую к «посылка не получена»
answer-no-number = номера нет
answer-no-scan = сканов нет (прочитано { $on })
answer-others-scans = сканов этой посылки нет: сканы номера старше заказа
answer-not-looked = ещё не прочитан, посмотрите на странице перевозчика

# Что приложить
attach-page = Страница { $file }, распечатанная в PDF
attach-picture = Картинка { $file }
attach-carrier = Снимок экрана страницы перевозчика для { $number } ({ $carrier })
attach-order = Снимок экрана заказа, где виден срок защиты
attach-chat = Переписка с продавцом, если она была
attach-statement = Выписка по счёту, на который возвращают деньги
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
next-sure = Открывайте спор, только если вы уверены в своей правоте: доказательства попросят.
next-agree = Можно договориться о части денег, о возврате или о замене. Закрывайте спор, только когда это действительно сделано.
next-seller = Продавец отвечает в течение { $days }; молчание засчитывается в пользу покупателя.
next-seller-unknown = Сколько дней есть у продавца, видно на странице заказа: запишите этот день.
next-tell = Запишите, что спор открыт: тогда напоминания пойдут по его срокам.
next-proof = Могут попросить доказательства: они в этой папке.

# Ловушки
trap-confirm-receipt = Не подтверждайте получение, пока товара нет в руках.
trap-accept-zero = Не принимайте предложение «0» или «подождать»: принятое предложение закрывает спор насовсем.
trap-cancel-late = Не отзывайте спор, если защита кончилась: открыть его снова не выйдет.
trap-cancel = Не отзывайте спор в расчёте открыть его снова: это не обещано.
trap-changed-reason = Не меняйте причину спора по просьбе продавца.
trap-wait-longer = Не ждите дольше по просьбе продавца, пока новый срок защиты не виден на странице заказа.
trap-refund-outside = Не соглашайтесь на возврат мимо магазина.

## Как идёт спор: что делать, почему, что не так. $by, $order и $reason — как в advice.ftl.

action-claim-goods = претензия по товару
action-settle = всё-таки пришла
action-change-claim = измените спор
action-answer-seller = ответьте продавцу
action-check-page = посмотрите страницу заказа
action-await-replacement = замена в пути
action-send-back = отправьте товар обратно
action-appeal = обжалуйте решение
action-ask-refund = спросите о деньгах
action-ask-rest = спросите об остальных деньгах

do-claim-goods = Если вы уверены в своей правоте, потребуйте деньги за заказ{ $order }{ $by }: на его странице (возврат или поддержка){ $reason }. Доказательства попросят.
do-settle = Посылка пришла, пока идёт спор{ $by }. Заберите её, осмотрите товар, снимите распаковку на видео. Если всё верно, отзовите спор, а не принимайте предложение; если нет, запишите, что не так.
do-change-claim = Измените спор по заказу{ $order }{ $by }{ $reason }, приложите фотографии и запишите, что он открыт снова.
do-answer-seller = Ответьте продавцу{ $by }. Если предложение не подходит, повторите требование на странице заказа{ $order }. Соглашайтесь только на то, что решит дело.
do-check-page = Посмотрите страницу заказа{ $order }{ $by } и запишите, что там.
do-await-replacement = Ждите замены{ $by }. Не закрывайте спор, пока она не у вас в руках.
do-send-back = Отправьте товар обратно{ $by } и укажите трек-номер на странице заказа{ $order }: иначе деньги останутся у продавца.
do-appeal = Обжалуйте решение{ $by } на странице заказа{ $order } или через поддержку. Приложите то, чего не хватило. Обжаловать можно один раз.
do-ask-refund = Деньги задерживаются{ $by }. Спросите поддержку магазина, потом банк. Возвращают туда, откуда вы платили, по цене покупки; платёж в долларах вернётся по курсу того дня. Деньги, которые зависли, не пропали.

do-ask-rest = Спросите поддержку магазина об остальных деньгах за заказ{ $order }{ $by }, текст ниже. Что придёт, запишите: refunded --amount.

# $finding и $term выбирают слова
why-found = { $on } { $finding ->
    [accepted] продавец согласился
    [rejected] продавец отказал
    [counter] продавец предложил другое
    [wait] продавец попросил подождать
    [replacement] обещали замену
    [refund] деньги присудили вернуть
    [return] деньги вернут после возврата товара
    [against] решили не в пользу покупателя
   *[other] ответили
}
why-wronged = Записано { $on }: { $problem }
why-award = Присуждено { $awarded } из { $asked }: не хватает { $missing }
why-came = Пришло { $came }, причиталось { $due }{ $rate }: это всё
why-came-short = Пришло { $came }, причиталось { $due }{ $rate }: не хватает { $missing }
why-rate-of-day = , курс того дня — { $rate }
why-rate-given = , курс из настроек, а не того дня — { $rate }
why-no-rate = Пришло { $came }, причиталось { $due }: всё ли это, без курса того дня не сказать (refunded --rate)
rate = { $worth } за 1 { $unit }
why-extended = Продавец продлил защиту до { $until }
headline-dispute = Спор: { $state }{ $on }
why-term = { $term ->
    [seller] Продавец отвечает до { $ends }, молчание засчитывается в пользу покупателя
    [answer] Продавец отвечает до { $ends }
    [shop] Площадка вмешается { $ends }
    [decision] Площадка решает до { $ends }
    [return] Товар надо отправить обратно до { $ends }
    [appeal] Обжаловать можно до { $ends }
    [refund] Деньги должны прийти до { $ends }
    [search] Сначала спросить отделение и соседей, спор — до { $ends }
   *[goods] Претензию по товару принимают до { $ends }
}: осталось { $days }
why-term-over = { $term ->
    [seller] Срок ответа продавца вышел { $ends }, молчание засчитывается в пользу покупателя
    [answer] Срок ответа продавца вышел { $ends }
    [shop] Площадка решает с { $ends }
    [decision] Срок решения площадки вышел { $ends }
    [return] Срок обратной отправки вышел { $ends }
    [appeal] Срок обжалования вышел { $ends }
    [refund] Деньги должны были прийти до { $ends }
    [search] Срок розыска вышел { $ends }
   *[goods] Срок претензии по товару вышел { $ends }
}: прошло { $days }

hours = { $n ->
    [one] { $n } час
    [few] { $n } часа
   *[many] { $n } часов
}
notice-reminded-title = осталось: { $left }

dispute-is-sent-back = товар отправлен обратно

problem-defect = товар не работает или плохого качества
problem-wrong-item = прислали не то
problem-short = пришло не всё
problem-damaged = товар повреждён
problem-fake = товар поддельный
problem-not-as-described = товар не соответствует описанию
problem-not-received = по трекингу вручено, посылки нет
problem-wrong-place = вручено в другом месте

# Почему шаг сейчас невозможен
not-now-not-opened = Спор здесь ещё не открыт: сначала запишите `opened`.
not-now-running = Спор уже в этом состоянии.
not-now-settled = По спору уже договорились или решили: остаётся `refunded`, а на решение не в свою пользу — `escalated`.
dispute-decided-whom = Скажите, в чью пользу решено: dispute ПОСЫЛКА decided refund (деньги вам, с --amount), decided return (после возврата товара) или decided against.
dispute-ask-whom = В чью пользу решено: refund (деньги вам), return (после возврата товара) или against?
dispute-ask-until = До какого дня должен ответить продавец, по странице заказа? Например 2026-05-01, или Enter, если не сказано:
dispute-say-until = На странице заказа видно, до какого дня должен ответить продавец. Запишите его, и posylka напомнит: posylka dispute { $id } opened --until ДЕНЬ
dispute-all-is-well = Посылка у вас, и не записано, что с ней не так. Сначала запишите это: posylka received { $id } --problem defect
dispute-say-first = По отслеживанию посылка вручена. Сначала скажите, у вас ли она: posylka received { $id }, received { $id } --no или received { $id } --problem; тогда и текст будет верным.
dispute-nothing-to-write = Сейчас писать нечего.
dispute-rate = Курс пишут вместе с refunded: сколько единиц пришедших денег за одну единицу присуждённых, --rate 92.50
dispute-rate-same = Пришло в той же валюте, в какой причиталось: курс здесь ни при чём. Уберите --rate или назовите пришедшее в его валюте: --amount 4000RUB
dispute-part = Если этой части мало: на странице заказа видно, можно ли обжаловать решение и до какого дня; текст напишет posylka dispute { $id } draft.
dispute-look-first = Сначала, прежде чем отправлять:
dispute-for-shop = Для магазина:
dispute-for-you = То же на вашем языке:
not-now-refunded = Деньги вернулись: спор окончен.
not-now-withdrawn = Спор отозван. Если он открыт снова, сначала запишите `opened`.
not-now-appealed = Решение уже обжаловали один раз, оно остаётся в силе.
not-now-nothing-to-send = Товар обратно никто не просил: сначала запишите `decided return` или `replied return`.
not-now-finding = Так не бывает: { $state ->
    [replied] продавец отвечает accepted, rejected, counter, wait, replacement, return или refund
    [decided] площадка решает refund, return или against
   *[other] к { $state } ответа не добавляют
}.
not-now-earlier = Это раньше последнего записанного шага, { $last }.
not-now-future = { $day } ещё не наступило.

# Команды
dispute-closes = Открыть можно до
dispute-extended-until = Укажите, до какого дня продлена защита: dispute ПОСЫЛКА extended --until 2026-05-01
dispute-withdrawn-note = Что за это обещали и к какому дню? Запишите и проверьте: отозванный после конца защиты спор открыть снова не выйдет.
received-photos = За один раз не больше { $most } фотографий.
calendar-written = Сроков в { $file }: { $count }
deadline-pickup = Последний день в пункте выдачи — { $title }
finding-accepted = согласие
finding-rejected = отказ
finding-counter = другое предложение
finding-wait = подождать
finding-replacement = замена
finding-refund = возврат денег
finding-return = деньги после возврата товара
finding-against = не в пользу покупателя
dispute-denied-note = По трекингу она ещё не вручена: это записано и пойдёт в счёт, когда там напишут «вручено».

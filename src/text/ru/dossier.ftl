## Папка доказательств

dossier-title = Спор: { $title }
dossier-made = Составлено { $at }
dossier-claim = Претензия
dossier-answers = Ответы на вопросы анкеты
dossier-attach = Что приложить
dossier-next = Что дальше
dossier-why = Почему
dossier-numbers = Номера
dossier-orders = Заказы
dossier-timeline = Ход посылки
dossier-no-events = Сканов здесь нет.
dossier-deadlines = Сроки
dossier-sources = Исходные ответы
dossier-no-answers = Сохранённых ответов нет.
dossier-for-platform = Для площадки
dossier-for-buyer = То же на вашем языке
dossier-order = Заказ
dossier-shop = Магазин
dossier-price = Цена
dossier-bought = Куплено
dossier-shipped = Отправлено
dossier-promised = Обещано до
dossier-protection = Защита до
dossier-when = Когда
dossier-what = Что
dossier-where = Где
dossier-source = Источник
dossier-number = Номер
dossier-carrier = Перевозчик
dossier-role = Роль
dossier-state = Состояние
dossier-file = Файл
dossier-hash = SHA-256
dossier-fetched = Получено
dossier-local-times = Время — местное, как напечатал источник; сдвиг от UTC указан там, где он известен точно.

deadline-act-by = Последний день: { $action } — { $title }
deadline-closes = Последний день для спора — { $title }
deadline-protection = Кончается защита покупателя — { $title }

# Картинка. $n приходит готовым: «23 дня»
picture-order = Заказ { $order }
picture-clock = Срок защиты
picture-begun = отправлено { $day }
picture-today = сегодня { $day }, прошло { $n }
picture-ends = защита до { $day }
picture-closes = спор можно открыть до { $day }
picture-norm = Тишина и норма
picture-quiet = посылка молчит { $n }
picture-most = { $share } из 100 укладываются в { $n }
picture-gap = { $n } без сканов
picture-silent = Тишина: { $n }
picture-more = … ещё сканов: { $count }
picture-bought = куплено { $day }

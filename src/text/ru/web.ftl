# Страница: что стоит на ней кроме того, что говорят посылки.

web-description = Где ваши посылки, под каким номером и что делать.
web-skip = К содержанию
web-nav = Страницы
web-parcels = Посылки
web-pickup = Забрать
web-devices = Устройства
web-add = Добавить
web-nobody-watches = За посылками никто не следит: служба не запущена. Запустите её:
web-not-done = Не получилось
web-to-parcels = Все посылки
web-broken = Здесь что-то сломалось. Что именно, написано в журнале posylka.
web-not-found = Такой страницы нет.

web-sign-in-first = Сначала войдите.
web-how-to-sign-in = Там, где работает posylka, эта команда даст ссылку. Она впустит одно устройство один раз:
web-link-spent = Эта ссылка не впускает: ею уже вошли или ей больше часа.
web-not-allowed = Этому токену такое не разрешено.
web-too-many = Слишком много попыток с этого адреса. Повторите через десять минут.
web-foreign-form = Эта форма с другой или устаревшей страницы. Откройте страницу заново и отправьте ещё раз.
web-form-large = Это слишком большое.
web-form-unreadable = Форма пришла не целиком. Отправьте её ещё раз.
web-form-busy = Сейчас фото отправляет кто-то другой. Повторите через минуту.
web-form-disk = На диске нет места для фото. Освободите место и отправьте их ещё раз.


publish-nowhere = Папка не названа. Назовите её: --folder ПАПКА или [publish] folder = "..." в конфигурации.
publish-done = Папка { $folder } обновлена. Файлов: { $files }, записано сейчас: { $written }, убрано: { $removed }
sensor-in-flight = Посылки в пути
sensor-needs-you = Посылки, где нужны вы
sensor-next-deadline = Ближайший срок
feed-title = Посылки
web-as-of = Состояние на { $day }.
web-copy = Скопировать
web-copied = Скопировано
web-text-to-copy = Текст для копирования

web-search = Поиск: название, номер, магазин
web-find = Найти
web-all = Все
web-unusual = Что-то не так
web-ready = Забрать
web-moving = В пути
web-over = И завершённые
web-filters = Какие посылки
web-pace = Без новостей { $days }; 95 из 100 укладываются в { $most }
web-needs-you = Ждут вашего решения
web-needs-more = { $count ->
    [one] Ещё { $count } дело
    [few] Ещё { $count } дела
   *[other] Ещё { $count } дел
}
web-protected = защита до { $day }
web-no-parcels = Посылок пока нет.
web-nothing-found = Ничего не нашлось.
web-add-first = Добавить посылку
web-hidden = { $count ->
    [one] Не показана { $count } завершённая посылка.
    [few] Не показаны { $count } завершённые посылки.
   *[other] Не показано { $count } завершённых посылок.
}
web-show-all = Показать все
web-pages = Страницы списка
web-newer = Новее
web-older = Старше
web-page-of = { $nth } из { $pages }

web-numbers = Трек-номера
web-no-number = Номера пока нет.
web-since = известен с { $day }
web-carrier-page = Страница перевозчика
web-barcode = Штрихкод
web-barcode-of = Штрихкод номера { $number }
web-way = Путь посылки
web-claim = Спор
web-dossier = Досье
web-form-answers = Ответы для формы
web-why = Почему: нормы, свидетельства, что дальше
web-order = Заказ
web-told = О чём вам сообщали

web-do-received = Получено
web-do-not-received = Посылки у меня нет
web-do-refresh = Проверить сейчас
web-do-problem = С ней что-то не так
web-do-more = Ещё
web-do-event = Записать, что сказали в приложении или по телефону
web-do-link = Трек-номера: добавить, убрать, объединить
web-do-unlink = Убрать { $number }
web-do-join = Они едут вместе
web-do-dispute = Записать шаг спора
web-do-draft = Собрать досье
web-do-edit = Название, даты, цена
web-do-mute = Пока не сообщать
web-do-unmute = Снова сообщать обо всём
web-do-away = Убрать или удалить
web-do-archive = Убрать с глаз
web-do-unarchive = Вернуть в список
web-do-remove = Удалить
web-do-undo = Отменить: { $deed }
web-problem = Что не так
web-problem-note = Своими словами
web-problem-photos = Фото; место и время съёмки удаляются
web-problem-amount = Сколько вернуть, если не всё
web-at = Когда; если пусто — сегодня
web-send = Отправить
web-save = Сохранить
web-none = ответа нет
web-sure = Даты и суммы верны, как бы странно они ни выглядели
web-mute-for = На сколько
web-mute-day = на день
web-mute-week = на неделю
web-mute-ever = пока не скажу
web-anyway = Даже пока ещё можно открыть спор
web-removed = Посылка убрана
web-bring-back = Вернуть
web-remove-note = Вернуть можно в течение 30 дней.
web-event-status = Что произошло
web-event-place = Где: отделение, пункт выдачи, город
web-event-until = Хранят до
web-event-text = Как это сказали
web-link-number = Номер, под которым она едет дальше
web-link-carrier = Чей это номер; если пусто — узнаем сами
web-join-parcel = Едет вместе с: номер в списке, трек-номер или название
web-dispute-what = Что произошло
web-dispute-finding = Что ответили
web-dispute-amount = Сумма: запрошена, предложена, присуждена или выплачена
web-dispute-until = Последний день следующего шага
web-dispute-opened = Спор открыт
web-dispute-replied = Продавец ответил
web-dispute-escalated = Позвали магазин или обжаловали
web-dispute-decided = Магазин решил
web-dispute-sent-back = Товар отправлен назад
web-dispute-refunded = Деньги пришли
web-dispute-withdrawn = Спор отозван
web-dispute-extended = Продавец продлил защиту
web-dispute-not-received = Пишут «вручено», а посылки нет
web-dispute-wrong-place = Вручили в другом месте
web-postcode = Индекс; `none` убирает его

web-nothing-waits = Забирать нечего.
web-place-unknown = Место неизвестно
web-collect-by = Заберите до
web-by-norm = (по обычному сроку хранения)

web-paste = Всё, что есть
web-paste-example = Трек-номера, ссылки, SMS, список заказов
web-paste-note = Коды из сообщений отбрасываются раньше, чем читается остальное.
web-add-more = Что известно о покупке
web-to-forwarder = Едет к посреднику
web-added = Добавлено
web-add-another = Добавить ещё
web-message-unreadable = Это не удалось прочитать.
web-message-nothing = О посылках здесь ничего нет.
web-message-crowded = Для одного сообщения номеров слишком много. Вставьте одни номера.
web-message-known = Это сообщение уже учтено.
web-message-told = Учтено.
web-message-idle = Нового здесь нет.
web-message-not-understood = Сообщение об этой посылке, но слова непонятны. Прочитайте его сами и запишите, что произошло, на странице посылки.
web-message-too-old = Сообщение старше самой посылки и не учтено.
web-message-mixed = В сообщении есть и чужой номер. О какой посылке речь, понять нельзя, поэтому ничего не учтено.
web-message-unsure = О какой посылке сообщение? Выберите её, и оно будет учтено.
web-message-its = Это о ней
web-message-elsewhere = Номер из сообщения принадлежит другой посылке. Ничего не учтено.

web-signed-in = Вошли
web-this-device = это устройство
web-last-used = последний раз { $at }
web-revoke = Закрыть доступ
web-make-link = Впустить ещё одно устройство
web-new-link = Откройте эту ссылку на другом устройстве в течение часа. Она сработает один раз.
web-new-token = Сохраните токен сейчас: второй раз его не покажут.
web-tokens = Токены для программ
web-tokens-note = Телефону, который пересылает SMS, нужен токен с правом «сообщать».
web-token-name = Для чего
web-token-scope = Что ему можно
web-make-token = Создать токен
web-scope-read = видеть всё, ничего не менять
web-scope-tell = сообщать о посылках и заказах, ничего не видеть
web-scope-all = всё
web-browser = Заказы со страницы магазина
web-userscript-note = Скрипт читает список заказов, открытый у вас на AliExpress, и приносит его сюда. Паролей он не видит. Ему нужен токен с правом «сообщать».
web-userscript = Установить скрипт
web-bookmark-note = Без менеджера скриптов: перетащите эту кнопку в закладки, нажмите её на странице заказов и вставьте скопированное там, где добавляют посылки.
web-bookmark = posylka: скопировать заказы
web-sign-out = Выйти здесь

web-no-deed = С посылкой нельзя сделать «{ $deed }».
web-wrong-word = { $field }: «{ $text }» здесь не подходит.
web-photo-kind = Одно из фото не JPEG, PNG и не WebP. Сначала сохраните его как JPEG.
web-photo-damaged = Одно из фото повреждено. Откройте его и сохраните заново.
web-photo-large = Одно из фото больше 25 МБ. Сохраните его поменьше.

paste-nothing = Здесь нет ни трек-номера, ни заказа, ни сообщения о посылке.
token-name = Напишите, для чего токен.
revoke-none = Под номером { $id } никто не вошёл.

serve-at = Страница здесь: { $url }
serve-link = Войдите по этой ссылке. Она сработает один раз в течение часа:
serve-open = До этого адреса достают не только с этого компьютера. Как поставить перед ним https, написано в README.
serve-stops = Ctrl-C завершает работу.
serve-daemon = Страницу уже показывает служба.
serve-taken = Адрес { $address } занят другой программой. Назовите другой: posylka serve --listen 127.0.0.1:8028
serve-token = Токен «{ $name }». Сохраните его сейчас: второй раз его не покажут.
serve-revoked = Доступ закрыт: { $id }.
serve-nobody = Никто не вошёл.
serve-id = №
serve-kind = Что
serve-name = Имя
serve-scope = Можно
serve-used = Последний раз
serve-session = устройство
serve-token-kind = токен
web-no-json = Прислан не объект JSON.
web-no-message = Здесь нет текста сообщения. Пришлите его в поле `text` или просто текстом.
web-no-orders = Это не заказы: пришлите CSV, JSON или сохранённую страницу заказов.

script-name = заказы с AliExpress
script-description = Передаёт заказы с открытой страницы в ваш posylka по нажатию кнопки
script-send = Передать заказы в posylka
script-none = На этой странице нет заказов. Откройте список своих заказов и дождитесь, пока он появится.
script-token = Токен posylka с правом «сообщать» (страница «Устройства» или `posylka serve --token ИМЯ`):
script-home = Адрес posylka:
script-settings = posylka: адрес и токен
script-taken = Передано заказов: %n.
script-passed = Завершены или отменены, пропущены: %n.
script-unreadable = Не удалось прочесть: %n.
script-refused = posylka не знает этого токена, или ему такое не разрешено. Нажмите ещё раз и введите другой.
script-failed = posylka не принял заказы:
script-unreachable = Не отвечает
script-copied = Скопировано заказов: %n. Вставьте их там, где добавляют посылки.
script-copy = Скопируйте и вставьте там, где добавляют посылки:
web-do-give = Чья она
web-link-for = Для кого
web-link-house = весь дом

"""Words of dates and times in the languages of live pages: months, weekdays, halves of the day, "ago". Facts only.

All words are casefolded, without full stops; a name of several words is joined by hyphens. Where two languages differ
about a word, the one with more live pages has it (listopada is Polish here).
"""

from __future__ import annotations

# ruff: noqa: E501, SIM905 (words of many languages, and patterns of them, stand on long lines)
from typing import Final

_MONTHS: Final = (
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari ocak января январь янв januára"
    " stycznia sty sij січня січ leden ledna ιανουαρίου ιαν ianuarie ian január tammikuuta tammikuu يناير جانفي"
    " ژانویه ינואר जनवरी জানুয়ারি siječnja januara jaanuar sausio január janv كانون-الثاني",
    "february feb februar feber février févr fév fevr febrero fevereiro fev febbraio febr februari şubat şub"
    " февраля февраль фев фебр lutego lut лютого лют únor února φεβρουαρίου φεβ februarie február helmikuuta"
    " helmikuu فبراير فيفري شباط فوریه פברואר फरवरी फ़रवरी ফেব্রুয়ারি veljače februara",
    "march mar marts märz mrz mars marzo março marz mart maart mrt марта март мар marca березня бер březen března"
    " μαρτίου μαρ martie március márc maaliskuuta maaliskuu مارس آذار מרץ מרס मार्च মার্চ ožujka marta",
    "april apr avril avr abril abr aprile nisan nis апреля апрель апр kwietnia kwi квітня квіт duben dubna"
    " απριλίου απρ aprilie április ápr huhtikuuta huhtikuu أبريل ابريل إبريل أفريل نيسان آوریل אפריל अप्रैल এপ্রিল travnja aprila",
    "may mai mayo maio maggio mag mei mayıs мая май maja трав травня květen května μαΐου μάιος μάιο máj május"
    " toukokuuta toukokuu مايو ماي أيار مه מאי मई মে svibnja maj",
    "june jun juni juin junio junho giugno giu haziran haz июня июнь июн czerwca cze червня черв červen června"
    " ιουνίου ιουν iunie június jún kesäkuuta kesäkuu يونيو جوان حزيران ژوئن יוני जून জুন lipnja juna jui",
    "july jul juli juillet juil julio julho luglio lug temmuz tem июля июль июл lipca lip липня лип červenec"
    " července ιουλίου ιουλ iulie július júl heinäkuuta heinäkuu يوليو جويلية تموز ژوئیه יולי जुलाई জুলাই srpnja jula",
    "august aug août aout agosto ago augustus ağustos ağu августа август авг sierpnia sie серпня серп srpen srpna"
    " αυγούστου αυγ augusti augusztus elokuuta elokuu أغسطس اغسطس أوت آب اوت אוגוסט अगस्त আগস্ট kolovoza avgusta avg",
    "september sep sept septembre septiembre setiembre setembro set settembre eylül eyl сентября сентябрь сен сент"
    " września wrz вересня вер září σεπτεμβρίου σεπ septembrie szeptember szept syyskuuta syyskuu سبتمبر شتنبر أيلول"
    " سپتامبر ספטמבר सितंबर सितम्बर সেপ্টেম্বর rujna septembra",
    "october oct oktober okt octobre octubre outubro out ottobre ott ekim eki октября октябрь окт października paź"
    " жовтня жовт říjen října οκτωβρίου οκτ octombrie október lokakuuta lokakuu أكتوبر اكتوبر تشرين-الأول اکتبر"
    " אוקטובר अक्टूबर अक्तूबर অক্টোবর oktobra",
    "november nov novembre noviembre novembro kasım kas ноября ноябрь ноя нояб listopada лист листопада listopadu"
    " νοεμβρίου νοε noiembrie noi marraskuuta marraskuu نوفمبر نونبر تشرين-الثاني نوامبر נובמבר नवंबर नवम्बर নভেম্বর studenoga studenog novembra",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre desember des aralık ara декабря декабрь"
    " дек grudnia gru грудня груд prosinec prosince δεκεμβρίου δεκ decembrie joulukuuta joulukuu ديسمبر دجنبر"
    " كانون-الأول دسامبر דצמבר दिसंबर दिसम्बर ডিসেম্বর prosinca decembra",
)
MONTHS = {word.casefold(): number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
MONTHS |= {f"ב{word}": number for word, number in MONTHS.items() if "א" <= word[0] <= "ת"}
"""Month by its name, full or short, in any case that dates use. """

_WEEKDAYS: Final = (
    "monday mon montag mo lundi lun lunes segunda-feira segunda lunedì maandag ma mandag måndag pazartesi"
    " понедельник пн poniedziałek понеділок pondělí δευτέρα luni hétfő maanantai maanantaina الاثنين الإثنين دوشنبه"
    " שני सोमवार ponedjeljak mån pzt",
    "tuesday tue tues dienstag di mardi martes terça-feira terça martedì dinsdag tirsdag tisdag salı вторник вт"
    " wtorek вівторок úterý τρίτη marți kedd tiistai tiistaina الثلاثاء سه‌شنبه שלישי मंगलवार utorak",
    "wednesday wed weds mittwoch mi mercredi mer miércoles mié quarta-feira quarta mercoledì woensdag onsdag çarşamba"
    " среда среду ср środa środę середа středa středu τετάρτη miercuri szerda keskiviikko keskiviikkona الأربعاء الاربعاء"
    " چهارشنبه רביעי बुधवार srijeda",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue quinta-feira quinta giovedì gio donderdag torsdag"
    " perşembe четверг чт czwartek четвер čtvrtek πέμπτη joi csütörtök torstai torstaina الخميس پنجشنبه חמישי"
    " गुरुवार बृहस्पतिवार četvrtak",
    "friday fri freitag fr vendredi ven viernes vie sexta-feira sexta venerdì vrijdag fredag cuma пятница пятницу пт"
    " piątek п'ятниця пʼятниця п’ятниця п’ятницю pátek παρασκευή vineri péntek perjantai perjantaina الجمعة جمعه שישי शुक्रवार petak",
    "saturday sat samstag sonnabend sa samedi sam sábado sáb sabato zaterdag lørdag lördag cumartesi суббота субботу"
    " сб sobota sobotę субота σάββατο sâmbătă szombat lauantai lauantaina السبت شنبه שבת शनिवार subota",
    "sunday sun sonntag dimanche dim domingo dom domenica zondag søndag söndag pazar воскресенье вс niedziela"
    " niedzielę неділя neděle neděli κυριακή duminică vasárnap sunnuntai sunnuntaina الأحد الاحد یکشنبه ראשון रविवार nedjelja",
)
WEEKDAYS: Final = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
"""Weekday by its name; Monday is 0, as in datetime."""

BEFORE_NOON: Final = frozenset("am ص صباحا صباحًا πμ öö 午前 上午 오전 पूर्वाह्न".split())
AFTER_NOON: Final = frozenset("pm م مساء مساءً مساءا μμ ös 午後 下午 오후 अपराह्न".split())

UNITS_S: Final = {
    word: seconds
    for seconds, words in {
        1: "s sec secs second seconds sek sekunde sekunden sekunder seconde secondes segundo segundos seg secondi secondo"
        " секунд секунды секунду сек saniye sn ثانية ثوان ثواني δευτερόλεπτα sekund 秒 초 שניות",
        60: "m min mins minute minutes minuten minut minuty minutę minuto minutos minuti minuter minutter минут минуты минуту мин хв"
        " хвилин хвилини хвилину dakika dk دقيقة دقائق دقیقه λεπτά λεπτό λεπτών perc perce minuuttia minuutti menit 分 分钟 분 मिनट דקות"
        " minuta minutu",
        3600: "h hr hrs hour hours std stunde stunden heure heures hora horas ore ora час часа часов ч година години годин"
        " saat sa ساعة ساعات ساعت ώρα ώρες ωρών óra órája timer time timmar timme uur uren jam godz godzin godziny godzinę"
        " tuntia tunti 時間 小时 시간 घंटे घंटा שעות hodin hodiny t",
        86400: "d day days tag tage tagen jour jours día días dia dias giorno giorni день дня дней дн день gün يوم أيام"
        " روز ημέρα ημέρες dag dagen dagar dager dage dni dzień nap päivää päivä hari 日 天 일 दिन ימים den dny dnů",
        7
        * 86400: "w week weeks woche wochen semaine semaines semana semanas settimana settimane неделю недели недель hafta أسبوع"
        " أسابيع weken vecka uge uke tydzień tygodni týden",
    }.items()
    for word in words.split()
}
"""Seconds of a unit of time, by its name."""

AGO: Final = frozenset(
    "ago vor il-y-a hace há fa geleden sedan siden назад тому önce منذ قبل پیش πριν temu ezelőtt sitten lalu yang-lalu"
    " 前 전 पहले לפני acum před".split()
)
"""Words that make a span of time one that has passed; before or after it."""

DUALS_S: Final = {
    "دقيقتين": 120,
    "ساعتين": 7200,
    "يومين": 172_800,
    "שעתיים": 7200,
    "יומיים": 172_800,
    "שעה": 3600,
    "דקה": 60,
}
"""Spans that are one word."""

NOW: Final = frozenset(
    "just-now now jetzt gerade-eben soeben à-l'instant à-l’instant ahora ahora-mismo adesso agora الآن сейчас только-что şimdi nu"
    " たった今 刚刚 방금".split()
)

YESTERDAY: Final = frozenset(
    "yesterday gestern hier ayer ontem ieri gisteren igår i-går вчера вчора dün أمس wczoraj včera 昨日 昨天 어제".split()
)
TODAY: Final = frozenset(
    "today heute aujourd'hui aujourd’hui hoy hoje oggi vandaag idag i-dag сегодня сьогодні bugün اليوم dziś dzisiaj dnes 今日 今天 오늘".split()
)

FILLERS: Final = frozenset(
    "at on the of um uhr klo kl h hs hrs horas heures uur u ore ora alle à las le la el del de di den der dem das"
    " o'clock time v в о года год г р року roku r ve as às em и godz god hod saat"
    " الساعة ساعة في عند على تمام بتوقيت تاريخ بتاريخ στις ώρα óra órakor óra, jam pukul klokken klockan lúc"
    " יום בשעה date datum fecha data дата time zeit heure hora orario время".split()
)
"""Words of a date or time that say nothing by themselves."""

PUBLISHED: Final = frozenset(
    "published posted created first publicado publicada publié publiée publie veröffentlicht erschienen gepubliceerd geplaatst pubblicato"
    " pubblicata опубликовано публикация opublikowano yayınlanma yayınlandı نشر نُشر نشرت publisert publicerad publiceret julkaistu"
    " зареєстровано vydáno posté postado".split()
)
UPDATED: Final = frozenset(
    "updated update modified edited last latest actualizado actualizada actualisé actualisée aktualisiert aktualisierung stand bijgewerkt"
    " gewijzigd aggiornato aggiornata atualizado atualizada обновлено оновлено zaktualizowano aktualizacja aktualizováno güncelleme"
    " güncellendi son آخر تحديث محدث حدث اخر oppdatert uppdaterad opdateret päivitetty mis-à-jour mise-à-jour última ultima última-actualización"
    " letztes corrected modifié modifiée letzte zuletzt ultimo aggiornamento actualización atualização".split()
)
"""Labels before a time: when the thing was first out, and when it was last changed."""

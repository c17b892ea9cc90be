"""What live pages say around the news, in their languages: labels, buttons, section titles. Words only, no rules.

A phrase is compared casefolded and without punctuation at its ends. Lists are kept by what the line is for, not by site.
"""

from __future__ import annotations

# ruff: noqa: E501 (words of many languages, and patterns of them, stand on long lines)
import re
from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.replace("\n", "|").split("|") if phrase.strip())


NAVIGATION: Final = _set(
    """skip links|skip to content|skip to main content|skip to navigation|skip to player|skip to playerskip to main content|jump to content|navigation menu|menu|main menu|open menu|close menu|home
    homepage|search|sign in|log in|login|sign up|register|subscribe|subscribe now|my account|account|newsletters|newsletter|sections|show navigation|hide navigation|navigation|toggle navigation
    back to top|top stories|play|pause|mute|unmute|watch live|listen|listen live|live tv|live|live-orange|live reporting|live feed|timeline|refresh|auto update|pause live|get involved|image|images|photo|photos|video player|close
    accessibility help|support us|support the guardian|print subscriptions|search jobs|get all your news in one place|one app|start reading|got a tv licence|you need one to watch live tv on any channel or device, and bbc programmes on iplayer. it’s the law|find out more|i don't have a tv licence|i don’t have a tv licence
    please turn on javascript to use this feature|show key events only|filters|filters beta|all posts|all updates|key events only|latestsort by latest oldestsort by oldest|why you can trust sky news|oldest first|newest first|sort by|newest|oldest|previous|next|page|notifications|turn on notifications|enable notifications
    follow|follow us|following|followed|save|saved|listen to this article|listen to article|text size|font size|a-|a+|print|download|bookmark
    zum inhalt springen|zum inhalt|zur navigation|hauptnavigation|menü|suche|suchen|anmelden|abmelden|registrieren|startseite|abonnieren|zur startseite|merken|drucken|vorlesen|artikel anhören|nach oben
    aller au contenu|aller au contenu principal|menu principal|rechercher|recherche|se connecter|connexion|s’abonner|s'abonner|je m’abonne|je m'abonne|abonnez-vous|accueil|écouter|imprimer|retour en haut|en direct|direct|posez votre question à la rédaction
    saltar al contenido|ir al contenido|menú|buscar|iniciar sesión|suscríbete|suscribirse|inicio|en directo|en vivo|escuchar|imprimir|guardar
    ir para o conteúdo|pular para o conteúdo|entrar|assine|início|ao vivo|ouvir|vai al contenuto|salta al contenuto|cerca|accedi|abbonati|home page|in diretta|diretta|ascolta|stampa
    naar de inhoud|zoeken|inloggen|abonneren|przejdź do treści|szukaj|zaloguj się|strona główna|na żywo|поиск|войти|подписаться|меню|главная|перейти к содержимому|слушать|ana sayfa|menü|giriş yap|ara|abone ol|canlı|canli
    تخطي إلى المحتوى|انتقل إلى المحتوى|القائمة|قائمة التصفح|الرئيسية|بحث|تسجيل الدخول|اشترك|اشترك الآن|مباشر|البث المباشر|بث مباشر|بث حي|استمع|טען עוד|חיפוש|תפריט|דף הבית|פתח תפריט|صفحه اصلی|جستجو|मुख्य पृष्ठ|खोजें|メニュー|検索|ホーム|菜单|搜索|首页|메뉴|검색"""
)

BUTTONS: Final = _set(
    """share|share this|share this post|share post|share article|share this article|share on facebook|share on twitter|share on x|share via email|share on whatsapp|share on linkedin|share this with|share link|copy link|copy link to post|copied|link copied|copied to clipboard
    email|email this|facebook|twitter|whatsapp|linkedin|reddit|telegram|messenger|flipboard|pinterest|x|tweet|instagram|youtube|rss|tiktok|threads|bluesky|link|permalink|comment|comments|view comments|leave a comment|report this post|like|reply|reactions
    show more|show less|see more|load more|load more posts|load more updates|view more|more|expand|collapse|view post|show latest update|show latest updates|show new updates|see new updates|new updates|back to live|view all|see all|see all updates|show all|jump to latest|go to latest|load older posts|view more updates|more updates
    post update|this content only works in your browser with javascript enabled|this article contains content provided by twitter|allow and continue|accept and continue|skip ad|enlarge|enlarge image|view image in fullscreen|view image in full screen|open image in gallery|image in gallery|expand image|toggle caption|hide caption|play video|video|watch video|read transcript
    teilen|link kopieren|kopiert|link kopiert|artikel teilen|beitrag teilen|auf facebook teilen|auf twitter teilen|per mail teilen|mehr anzeigen|weniger anzeigen|mehr laden|weitere anzeigen|weitere einträge laden|ältere beiträge laden|kommentare|kommentieren|mehr|bild vergrößern|vollbild|facebook twitter
    partager|partage|partager sur facebook|partager sur twitter|partager sur x|copier le lien|lien copié|voir plus|afficher plus|charger plus|plus d’infos|commentaires|commenter|réagir|envoyer|voir les commentaires|agrandir|afficher la suite
    compartir|compartir en facebook|compartir en twitter|copiar enlace|enlace copiado|ver más|mostrar más|cargar más|comentarios|comentar|ampliar|compartilhar|copiar link|link copiado|ver mais|mostrar mais|carregar mais|comentários|condividi|copia link|link copiato|mostra altro|carica altro|commenti|vedi altro|mostra di più
    delen|link kopiëren|meer laden|meer tonen|reageren|udostępnij|skopiuj link|pokaż więcej|komentarze|поделиться|скопировать ссылку|ссылка скопирована|показать ещё|показать еще|загрузить ещё|комментарии|поділитися|показати більше|paylaş|linki kopyala|daha fazla göster|yorumlar
    dela|kopiera länk|visa mer|del|kopiér link|vis mer|vis mere|jaa|lisää|sdílet|zobrazit více|distribuie|megosztás|κοινοποίηση|δείτε περισσότερα
    شارك|مشاركة|شارك القصة|شارك على فيسبوك|شارك على تويتر|انسخ الرابط|نسخ الرابط|تم النسخ|تم نسخ الرابط|عرض المزيد|المزيد|تحميل المزيد|أظهر المزيد|تعليقات|التعليقات|فيسبوك|تويتر|واتساب|تلغرام|حفظ|שיתוף|שתף|העתק קישור|تبيين المزيد|اشتراک‌گذاری|शेयर करें|और देखें|シェア|もっと見る|共有|分享|加载更多|공유|더보기"""
)

ADS: Final = _set(
    """advertisement|advertising|ad|ads|sponsored|sponsored content|paid content|story continues below advertisement|article continues below|article continues after ad|continue reading below|promoted|skip advertisement
    anzeige|werbung|publicité|annonce|pub|publicidad|anuncio|publicidade|pubblicità|advertentie|reklama|реклама|reklam|إعلان|إعلانات|اعلان|פרסומת|annons|mainos|διαφήμιση|広告|广告|광고|विज्ञापन"""
)

RELATED: Final = _set(
    """related|explore more on these topics|related stories|related articles|related content|related topics|related links|more on this story|more on this|more on this topic|more stories|more from|more news|more like this|read next|up next|recommended|recommended stories|recommended for you|you may also like|you might also like|also read|see also|what to read next
    best reads|most read|most viewed|most popular|popular|trending|trending now|latest news|latest stories|latest|editor's picks|editors' picks|editor’s picks|top stories|around the web|from around the web|promoted links|in case you missed it|don't miss|explore more|topics|tags|more coverage|our coverage|elsewhere on the bbc|more from the bbc|must see|featured|join our commenting forum|sponsored stories
    mehr zum thema|lesen sie auch|auch interessant|das könnte sie auch interessieren|meistgelesen|meistgelesene artikel|meistgelesen in|weitere meldungen|weitere artikel|mehr aus|empfehlungen|themen|schlagworte|top-themen|neueste artikel|zum thema|mehr nachrichten|aktuelle nachrichten|quellen
    sur le même sujet|à lire aussi|lire aussi|les plus lus|les plus lues|à la une|dans la même rubrique|notre sélection|contenus sponsorisés|thématiques|articles les plus lus|à voir aussi|vous aimerez aussi
    lo más leído|lo más visto|más información|te puede interesar|le puede interesar|también te puede interesar|noticias relacionadas|más noticias|archivado en|temas|relacionados|más en|además|mais lidas|leia também|veja também|notícias relacionadas|relacionadas|saiba mais|mais notícias
    leggi anche|i più letti|potrebbe interessarti|articoli correlati|correlati|più letti|lees ook|meest gelezen|gerelateerd|czytaj także|zobacz także|najczęściej czytane|polecane|читайте также|самое читаемое|популярное|материалы по теме|по теме|читайте також|популярне|ilgili haberler|en çok okunanlar|bunlar da ilginizi çekebilir
    läs också|mest lästa|læs også|les også|mest lest|čtěte také|nejčtenější|διαβάστε επίσης|citește și
    مواضيع ذات صلة|مواضيع متعلقة|ذات صلة|أخبار ذات صلة|اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|اقرأ ايضا|الأكثر قراءة|الأكثر مشاهدة|الأكثر تداولا|المزيد من|قد يعجبك أيضا|قد يهمك|كلمات مفتاحية|وسوم|أحدث الأخبار|آخر الأخبار|شاهد أيضا|כתבות נוספות|הנקראות ביותר|مطالب مرتبط|संबंधित खबरें|関連記事|関連ニュース|相关新闻|相关阅读|관련기사"""
)
RELATED_STARTS: Final = (
    "more from ",
    "most read in ",
    "more on ",
    "mehr aus ",
    "más en ",
    "المزيد من ",
    "mais em ",
    "altri articoli",
    "more in ",
)
"""Beginnings of a section title of at most five words."""

FOOTER: Final = _set(
    """about us|about|contact us|contact|contacts|privacy policy|privacy|privacy notice|cookie policy|cookies|cookie preferences|manage cookies|your privacy choices|do not sell my personal information|terms and conditions|terms of use|terms of service|terms & conditions|terms|sitemap|code of ethics|community guidelines|advertise|advertise with us|careers|jobs|work for us|help|faq|accessibility|corrections|complaints|apps|mobile apps|podcasts|follow us on|all rights reserved|get the app|connect with us|modern slavery act|securedrop|site map|newsletters|archive|archives|weather
    impressum|datenschutz|datenschutzerklärung|agb|kontakt|über uns|cookie-einstellungen|nutzungsbedingungen|mediadaten|hilfe|barrierefreiheit|privatsphäre
    mentions légales|politique de confidentialité|qui sommes-nous|nous contacter|plan du site|cgu|cgv|gestion des cookies|gérer mes cookies|confidentialité|conditions générales
    aviso legal|política de privacidad|política de cookies|contacto|quiénes somos|mapa web|publicidad|condiciones de uso|política de privacidade|termos de uso|quem somos|fale conosco|expediente|contato
    chi siamo|contatti|informativa privacy|note legali|preferenze cookie|over ons|polityka prywatności|regulamin|o nas|kontakty|о проекте|контакты|реклама на сайте|политика конфиденциальности|пользовательское соглашение|künye|iletişim|gizlilik politikası|hakkımızda
    من نحن|اتصل بنا|تواصل معنا|سياسة الخصوصية|الشروط والأحكام|شروط الاستخدام|خريطة الموقع|أعلن معنا|جميع الحقوق محفوظة|ملفات تعريف الارتباط|تابعنا|תנאי שימוש|צור קשר|מדיניות פרטיות|درباره ما|プライバシーポリシー|お問い合わせ|利用規約|隐私政策|关于我们"""
)

LOST_LINKS: Final = _set(
    """read more|read more here|read more on this|read more on this here|read the full story|read the full story here|read full story|read the full report|read the full article here|full story|full story here|full report here|read it here|read here|more here|more on this here|click here|click here to read more|find out more here|you can read more here|continue reading|see more here|watch here|watch it here|listen here|you can watch it here|read our explainer here|here|story here|read the story|more details here|read our full report here
    weiterlesen|mehr lesen|mehr dazu|mehr dazu hier|mehr dazu lesen sie hier|lesen sie hier mehr|lesen sie mehr|hier mehr|hier weiterlesen|lesen sie hier weiter|zum artikel|zum vollständigen artikel|mehr erfahren|mehr informationen|hier geht es zum artikel|hier klicken|weitere informationen hier
    lire la suite|lire l’article|lire l'article|en savoir plus|lire plus|voir plus ici|à lire ici|lire ici|notre article|lire notre article|cliquez ici|plus d'informations ici|plus d’informations ici
    leer más|lee más|leer más aquí|lea más|seguir leyendo|lee la noticia completa|leer noticia completa|más información aquí|lea la noticia completa aquí|aquí|pincha aquí|ler mais|leia mais|leia mais aqui|saiba mais aqui|continue lendo|leggi di più|leggi tutto|continua a leggere|qui l’articolo|leggi l’articolo|leggi qui
    lees meer|lees verder|lees hier meer|czytaj więcej|więcej|czytaj dalej|читать далее|подробнее|читать дальше|читати далі|детальніше|devamını oku|devamı|haberin devamı|läs mer|les mer|læs mere|lue lisää|číst více|více zde|διαβάστε περισσότερα|citește mai mult|tovább
    اقرأ المزيد|للمزيد|لقراءة المزيد|المزيد من التفاصيل|التفاصيل|لمزيد من التفاصيل|اقرأ التفاصيل|قراءة المزيد|إقرأ المزيد|للمزيد من التفاصيل|תוכן מלא|קרא עוד|קראו עוד|لكتب المزيد|بیشتر بخوانید|और पढ़ें|続きを読む|詳しくはこちら|阅读更多|查看更多|자세히 보기"""
)

LINK_INTROS: Final = re.compile(
    r"\b(?:here|read|report|reports|reported|story|analysis|more|explains|writes|explainer|listen|watch|hier|lesen|mehr|berichtet|analyse|ici|lire|article|explique|aquí|leer|lea|informa|reportaje|analiza|aqui|leia|leggi|qui|articolo"
    r"|lees|czytaj|tutaj|tu|здесь|читайте|подробнее|тут|oku|burada|här|her|läs|les|هنا|اقرأ|التفاصيل|تقرير|يكتب|פה|כאן|קראו)\b",
    re.IGNORECASE,
)
"""A word of a line that ends in a colon and leads to another page."""

OUTLINE: Final = _set(
    """key events|key moments|key updates|highlights|timeline|latest updates|at a glance|in this blog|on this page|jump to|live feed|top moments|key posts|wichtigste ereignisse|wichtige ereignisse|highlights des tages|die wichtigsten ereignisse|inhalt|temps forts|les temps forts|moments clés|événements clés|l’essentiel du direct
    momentos clave|lo más destacado|principales momentos|momentos-chave|destaques|i momenti chiave|momenti salienti|belangrijkste momenten|najważniejsze momenty|ключевые события|главное|ключові події|öne çıkanlar|أبرز الأحداث|أهم الأحداث|أبرز اللحظات|الأحداث الرئيسية|اهم الاحداث|אירועים מרכזיים|主な出来事"""
)

KEY_POINTS: Final = _set(
    """key points|what we're covering here|what we’re covering here|what we're covering|key point|the key points|summary|what you need to know|what we know|what we know so far|what to know|here's what to know|here’s what to know|the latest|the main points|main points|in brief|at a glance|latest developments|top lines|the headlines|headlines|today's headlines|in summary
    das wichtigste|das wichtigste im überblick|das wichtigste in kürze|auf einen blick|kurz und knapp|überblick|die wichtigsten punkte|zusammenfassung|was wir wissen|das wichtigste zusammengefasst|im überblick
    l’essentiel|l'essentiel|l 'essentiel|ce qu’il faut savoir|ce qu'il faut savoir|ce qu’il faut retenir|ce qu'il faut retenir|les points clés|en bref|le point|résumé|à retenir
    lo más importante|claves|las claves|puntos clave|lo esencial|resumen|en resumen|lo que hay que saber|lo que debes saber|pontos-chave|pontos principais|resumo|o essencial|o que se sabe|punti chiave|in sintesi|in breve|i punti chiave|le cose da sapere
    kort samengevat|samenvatting|dit weten we|in het kort|najważniejsze informacje|w skrócie|главное|коротко|что известно|ключевые моменты|головне|что произошло|özet|öne çıkanlar|sammanfattning|det senaste|kort fortalt|oppsummering|tiivistelmä|shrnutí
    أبرز النقاط|النقاط الرئيسية|أهم النقاط|ملخص|الخلاصة|ما نعرفه حتى الآن|أبرز التطورات|أهم التطورات|ماذا نعرف|نقاط رئيسية|עיקרי הדברים|نکات کلیدی|मुख्य बातें|要点|ポイント|핵심"""
)

PINNED: Final = _set(
    """pinned|pinned post|pinned update|pinned to top|featured post|angepinnt|angeheftet|oben angeheftet|angehefteter beitrag|épinglé|message épinglé|fijado|destacado|publicación fijada|fixado|in evidenza|vastgezet|закреплено|przypięte|sabitlendi|مثبت|منشور مثبت|נעוץ"""
)
KEY_EVENT: Final = _set(
    """key event|key moment|key update|key post|major update|important|wichtig|wichtiges ereignis|temps fort|moment clé|à retenir|momento clave|importante|momento-chave|momento chiave|belangrijk|ключевое событие|важно|önemli|حدث رئيسي|مهم|הודעה חשובה"""
)
NEW: Final = _set(
    "new|neu|nouveau|nuevo|novo|nuovo|nieuw|новое|yeni|جديد|חדש|latest|update|updated|aktuell|new update|live update|live updates|live now|developing|developing story|just in"
)
"""Labels that say nothing but "this is an update"."""

BREAKING: Final = _set(
    """breaking|breaking news|urgent|alert|news alert|flash|just in|eilmeldung|eil|breaking-news|alerte|alerte info|urgent info|dernière minute|flash info|urgente|última hora|ultima hora|alerta|de última hora|último momento|ultim'ora|ultim’ora|ultimora|breaking nieuws|laatste nieuws
    срочно|молния|терміново|pilne|z ostatniej chwili|son dakika|flaş|عاجل|خبر عاجل|מבזק|דחוף|فوری|ब्रेकिंग|ब्रेकिंग न्यूज़|速報|突发|快讯|속보|senaste nytt|siste nytt|juuri nyt|έκτακτο|ultima oră|aktuálně|senaste"""
)
VIDEO: Final = _set(
    """watch|video|watch live|watch now|in video|video report|watch video|live video|videos|clip|livestream|im video|video zeigt|vidéo|en vidéo|regardez|à voir|en images|vídeo|en vídeo|mira|ver vídeo|ver video|en video|assista|veja o vídeo|guarda|il video|guarda il video|bekijk|zobacz wideo|wideo|видео|смотрите|смотреть|відео|дивіться|izle|شاهد|فيديو|بالفيديو|مقطع فيديو|צפו|וידאו|ویدئو|देखें|वीडियो|動画|视频|영상|titta|se video|katso|βίντεο"""
)
EXPLAINER: Final = _set(
    """explainer|explained|analysis|q&a|in maps|map|maps|in charts|infographic|background|factbox|fact check|profile|context|timeline|hintergrund|analyse|faktencheck|erklärt|karte|infografik|einordnung|porträt|décryptage|explications|explication|analyse|carte|vérification|infographie|pour approfondir|vos questions|claves|análisis|explicación|mapa|infografía|contexto|perfil|entenda|análise|analisi|scheda|mappa|spiegazione
    uitleg|achtergrond|wyjaśniamy|analiza|разбор|объясняем|анализ|карта|контекст|пояснення|analiz|harita|تحليل|شرح|خلفية|خريطة|إنفوغراف|تقرير معلوماتي|סבר|ניתוח|解説|分析|해설"""
)
SUMMARY: Final = re.compile(
    r"^(?:(?:closing|opening|morning|afternoon|evening|daily|mid-?day|end[- ]of[- ]day)?\s*(?:summary|recap|round-?up|wrap(?:-up)?)\b"
    r"|what(?:['’]s| has) (?:happened|been happening)|what happened (?:today|so far)|where things stand|what you (?:may have )?missed|in case you(?:['’]re| are)? (?:just )?(?:missed|joining)|if you(?:['’]re| are) just joining|the day so far|today so far"
    r"|a (?:round-?up|recap|summary) of|here(?:['’]s| is) (?:what|where|a (?:recap|summary|round))|the latest\b|what we know so far|key takeaways"
    r"|zusammenfassung|das war (?:der|die|das|es|\w+tag)|der tag im überblick|das wichtigste|rückblick|was bisher geschah|überblick"
    r"|(?:le )?(?:résumé|récap|point)\b(?: (?:de|sur|à|du))|ce qu['’]il faut (?:savoir|retenir)|l['’]essentiel|les informations à retenir|les faits marquants"
    r"|resumen|lo (?:esencial|más importante|que ha pasado)|las claves|así está|hasta aquí|resumo|o que aconteceu|veja o resumo|riepilogo|il punto|cosa è successo|la giornata in sintesi|samenvatting|podsumowanie|итоги|что произошло|главное (?:за|к)|підсумк|özet|günün özeti"
    r"|ملخص|موجز|حصاد|أبرز (?:التطورات|ما|الأحداث)|خلاصة|סיכום|まとめ|总结|요약)",
    re.IGNORECASE,
)
QUESTION: Final = re.compile(
    r"^(?:who|what|why|when|where|how|which|is|are|was|were|does|do|did|can|could|will|would|should|has|have"
    r"|wer|was|warum|wann|wo|wie|welche\w*|wieso|weshalb|qui|que|qu['’]\S+|quoi|pourquoi|quand|où|comment|quels?|quelles?|combien|est-ce"
    r"|¿?(?:quién|quiénes|qué|por qué|cuándo|dónde|cómo|cuál|cuáles|cuánto|cuántos)|quem|o que|por que|quando|onde|como|qual|quais|chi|cosa|che cosa|perché|dove|come|quale|quali|wie|wat|waarom|wanneer|waar|hoe"
    r"|kto|co|dlaczego|kiedy|gdzie|jak|кто|что|почему|когда|где|как|какие|какой|хто|що|чому|коли|де|як|kim|ne|neden|niçin|nasıl|nerede"
    r"|من|ما|ماذا|لماذا|متى|أين|كيف|هل|كم|أي|מי|מה|למה|מדוע|מתי|איפה|איך|האם|चे|क्या|क्यों|कैसे)\b",
    re.IGNORECASE,
)
CORRESPONDENT: Final = re.compile(
    r"\b(?:(?:our|aj|bbc|cnn|sky|al jazeera(?:['’]s)?)\s+(?:\w+\s+){0,2}(?:correspondent|reporter|editor)|reporter['’]?s? (?:notebook|takes?)|at the scene|on the ground|from the (?:scene|field)|(?:journalist|reporter|correspondent) in \w+"
    r"|unser(?:e)? (?:korrespondent|reporter)\w*|notre (?:correspondante?|envoyée? spéciale?|journaliste)|nos (?:envoyés spéciaux|correspondants)|nuestr[oa] (?:corresponsal|enviad[oa] especial)|noss[oa] (?:correspondente|enviad[oa])|il nostro (?:inviato|corrispondente)|onze (?:correspondent|verslaggever)|наш корреспондент|muhabirimiz)\b"
    r"|مراسل(?:ة|نا|تنا)?\s|מאת כתבנו|ناقلنا",
    re.IGNORECASE,
)
REPORTING_FROM: Final = re.compile(
    r"^(?:reporting(?: live)? from|at the scene in|aus \w+ berichtet|de notre (?:correspondante?|envoyée? spéciale?)|depuis \w+, notre|desde \w+, nuestr|dal nostro (?:inviato|corrispondente)|اطلب مراسل|أفاد مراسل|قال مراسل|أفادت مراسل|ذكر مراسل|من (?:\S+ )?(?:يفيد|تفيد) مراسل)",
    re.IGNORECASE,
)
"""How a text by a correspondent begins."""

CLOSING: Final = re.compile(
    r"live\s?blog (?:has )?ended|(?:this|our|the) (?:live )?(?:live\s?)?(?:blog|coverage|page|live page|liveblog|live feed|rolling coverage|ticker) (?:is|has|are) (?:now )?(?:been )?(?:closed?|closing|ended|finished|over|concluded|paused)"
    r"|(?:is|are|we['’]re|we are) (?:now )?(?:closing|wrapping up|pausing|ending|bringing .{0,30} to an end|wrapping) (?:down )?(?:this|our|the|up)|(?:that['’]s|that is) (?:it|all) (?:from (?:us|me|our|the)|for (?:today|now|tonight|our|this|the))|(?:that|which) (?:concludes|brings) .{0,40}(?:live|blog|coverage)|thank(?:s| you) for (?:following|joining|reading) .{0,60}(?:blog|coverage|live|updates|us\b)"
    r"|coverage (?:has )?(?:now )?(?:ended|closed|finished|concluded)|(?:draw|bring)(?:ing)? (?:our|the|this) live (?:coverage|page|blog) to (?:a close|an end)"
    r"|(?:ende des|schließen (?:wir )?(?:diesen|den|unseren)|(?:dieser|der|unser) (?:live)?(?:ticker|blog|newsblog|liveblog|newsticker) (?:ist|wird|endet)(?: \w+)? ?(?:beendet|geschlossen|hier)?)\s?(?:live)?(?:blogs?|tickers?|newsblogs?)?"
    r"|(?:ce|le|notre) (?:direct|live|suivi|fil)(?: .{0,40})? (?:est|touche|s['’]arrête|prend fin)(?: (?:maintenant|désormais|à présent))? ?(?:terminé|clos|fini|fermé|à sa fin|ici)?|fin (?:de ce|du) (?:direct|live)|clore ce (?:live|direct)"
    r"|(?:este|el|nuestro|esta|la) (?:directo|en vivo|minuto a minuto|blog|cobertura|narración|retransmisión)(?: .{0,40})? (?:ha (?:terminado|finalizado|concluido)|termina aquí|finaliza aquí|se cierra|concluye|finalizó|terminó)|(?:cerramos|damos por terminad[oa]|ponemos fin a|finaliza) (?:aquí )?(?:este|est[ae]|el|la) (?:directo|en vivo|cobertura|minuto a minuto|narración)|hasta aquí (?:el|la|nuestr[oa]|este) (?:directo|cobertura|narración|minuto a minuto|en vivo)"
    r"|(?:esta|nossa|a) (?:cobertura|transmissão)(?: .{0,30})? (?:terminou|está encerrada|foi encerrada|chega ao fim|acabou|encerra)|(?:la|questa|nostra) diretta(?: .{0,30})? (?:è (?:terminata|finita|conclusa|chiusa)|termina qui|si chiude|finisce qui)"
    r"|(?:dit|ons|het) (?:liveblog|blog)(?: .{0,30})? (?:is (?:nu )?gesloten|sluit|wordt gesloten)|(?:kończymy|zakończyliśmy) (?:naszą|tę )?\s?(?:relację|transmisję)|relacja (?:została )?zakończona|(?:мы )?(?:завершаем|закончили|заканчиваем) (?:\w+ )?(?:онлайн|трансляцию|хронику)|(?:онлайн|трансляция|хроника) (?:завершен[аы]?|окончен[аы]?|завершён)|завершуємо (?:\w+ )?(?:онлайн|трансляцію)|canlı (?:yayın|blog|anlatım)\w* (?:sona erdi|bitti|sona ermiştir)"
    r"|(?:انتهت|انتهاء|نهاية|ننهي|نختتم|اختتام|وصلنا إلى (?:نهاية|ختام)|إلى هنا (?:تنتهي|نصل)|أغلقت|تم إغلاق) (?:هذه |هنا )?(?:ال)?(?:تغطية|تغطيتنا|البث|المدونة|صفحة التغطية)|(?:التغطية|تغطيتنا) (?:المباشرة )?(?:انتهت|مغلقة|أغلقت)|liveblogg\w* (?:är avslutad|er avsluttet|er slut)",
    re.IGNORECASE,
)

LIVE: Final = re.compile(
    r"live[\s-]?(?:blog|ticker|text|commentary|updates?|coverage|reporting|stream|feed|news|center|centre|page)\b|\bas it happened\b|\bas-it-happened\b|(?:^|[:|–—\-(\[•·] ?|, )live(?:$| ?[:|–—\-)\]•·!]|\s+news)|\blive:|\blive\s*[–—|]|\b(?:latest|rolling|minute[- ]by[- ]minute|real[- ]time) (?:news|updates|coverage)\b|\bupdates:|\blatest:|: latest\b|breaking news(?::|,| today| live)|^latest (?:news|updates)"
    r"|\b(?:news|live)[- ]?(?:blog|ticker)\b|\bim (?:live)?ticker\b|\beilmeldungen\b|\bnewsblog\b|\bder tag\b|\baktuelle entwicklungen\b|alle (?:entwicklungen|ereignisse)"
    r"|\ben (?:direct|directo|vivo|directe|viu)\b|^(?:le )?direct\s?(?:$|[:|–—-]\s)|\bdirect\s[:|–—]\s|\bce (?:direct|live)\b|\bminut[oe] (?:a|par|per) minut[oe]\b|\bal minuto\b|\búltim[ao]s? (?:hora|noticias|notícias)\b|\bsuivez\b.{0,40}\b(?:direct|live)\b|\bsigue (?:en|aquí|la)\b|\bao vivo\b|\bem tempo real\b|\btempo real(?:e)?\b|\bin diretta\b|\bdiretta\b|\ble ultime (?:notizie|news)\b|\bultime notizie\b|\bultim[’']?ora\b|\blive-?blogi?\b"
    r"|\bna żywo\b|\brelacja (?:live|na)\b|онлайн|в прямом эфире|прямая трансляция|текстовая трансляция|хроника|наживо|\bcanl[ıi]\b|son dakika|dakika dakika|\bdirekte\b|\bdirekt\b|\bsuora(?:na)?\b|hetki hetkeltä|\bsenaste nytt\b|\bživě\b|\bonline přenos\b|λεπτό προς λεπτό|ζωντανά|\bprecīzi\b|\belő\b|percről percre|\buživo\b"
    r"|مباشر|تغطية|لحظة بلحظة|على مدار الساعة|أولا بأول|أولاً بأول|لایو|لحظه به لحظه|שידור חי|לייב|דיווח שוטף|עדכונים שוטפים|लाइव|live:|ライブ|速報|实时|直播|即時|滚动|실시간|라이브|trực tiếp",
    re.IGNORECASE,
)
"""A page that says it is live, or was."""

BYLINES: Final = re.compile(
    r"^(?:(?:live )?(?:reporting|updates) (?:by|from)(?= [A-Z])|(?:edited|reporting|reported|written|compiled|posted|words|updates|live reporting|live coverage|analysis|live) by|by|von|text:|ein liveblog von|aktualisiert von|mit|par|propos recueillis par|por|texto:|di|a cura di|door|av|af|od|przez|автор(?:ы)?:?|текст:|yazan:?|haber:|بقلم|كتب(?:ت)?|إعداد|تحرير|يحررها اليوم|مباشرة من إعداد|מאת|על ידי|लेखक|文・|記者:|autor(?:es)?:|auteur(?:s)?:|autori:)\s*:?\s*(?=\S)",
    re.IGNORECASE,
)
ROLE: Final = re.compile(
    r"^(?:reporting (?:live )?from|at the |in [A-Z]|live reporter\b|.{0,40}\b(?:correspondent|reporter|editor|bureau|news desk|newsroom|journalist|presenter|analyst|korrespondent\w*|reporter\w*|redakteur\w*|redaktion|correspondante?|journaliste|envoyée?|corresponsal|periodista|redacción|redactor\w*|corrispondente|inviat[oa]|giornalista|correspondente|jornalista|repórter|verslaggever|redactie|корреспондент|редактор)\b|bbc \w+|.{0,20}\bnews,? [A-Z]\w+)|^(?:مراسل|مراسلة|محرر)",
    re.IGNORECASE,
)
"""What somebody is who wrote, or where they write from."""
SOURCE_LINE: Final = re.compile(
    r"^(?:sources?|quellen?|fuentes?|fontes?|fonti|fonte|bron(?:nen)?|źródł[oa]|источник(?:и)?|джерел[оа]|kaynak|المصدر|المصادر|מקור(?:ות)?|منبع|with (?:input|inputs|reporting|information) from|mit (?:material|informationen) (?:von|der)|avec|com informações d[eao]|con información de)\s*[::]\s*\S|^(?:source|المصدر)\s*:\s*\S",
    re.IGNORECASE,
)
ZONE_NOTE: Final = re.compile(
    r"(?:all )?times? (?:stated |given |shown |listed )?(?:(?:are|is) )?(?:in )?(?P<en>[\w+\- ]{2,30}?)(?: time)?[.)]*$|alle (?:zeiten|uhrzeiten|zeitangaben)(?: sind)?(?: in)? (?P<de>[\w+\- ]{2,30})|(?:toutes les )?heures (?:indiquées )?(?:sont )?(?:données )?(?:en|à l['’]) ?(?P<fr>heure de \w+|[A-Z+0-9]{2,8})|(?:todas las )?horas? (?:indicadas )?(?:son |en )(?P<es>hora (?:de \w+|peninsular)|[A-Z+0-9]{2,8})|جميع الأوقات (?P<ar>[\w ]{3,25})|время (?P<ru>московское|мск|киевское)|час (?P<uk>київський)",
    re.IGNORECASE,
)
"""A line that says in which zone the page's times are."""


def key_of(text: str) -> str:
    """A line as phrases are compared: casefolded, single spaces, without punctuation and signs at its ends."""
    return _ENDS.sub("", text.casefold().replace("i\u0307", "i")).strip()  # İ of Turkish


_ENDS: Final = re.compile(r"^[^\w']+|[^\w']+$")

#include "sauda-reply-words.h"

/* Russian, Kazakh and English together: buyers mix them. The lexicon folds Kazakh letters to those of a
   Russian keyboard, reads Latin transcriptions and drawn-out letters, so only natural spellings and common
   misspellings stand here. A whole word goes before a beginning with `*`. */
const SaudaWordRow sauda_reply_words[] = {
  /* measures */
  { SAUDA_WORD_HEIGHT,
    "рост роста росту росте ростом рст рос росто рот бой* боы* height hight heigth heght tall" },
  { SAUDA_WORD_FILLER, "бойынша" },
  { SAUDA_WORD_WEIGHT, "вес веса весу весе весом вс вешу весит весим весишь масса массой салма* салмк* "
                       "тартамын weight weigh weighs wieght weigth wt" },
  { SAUDA_WORD_HEIGHT | SAUDA_WORD_WEAK, "р б r h" },
  { SAUDA_WORD_WEIGHT | SAUDA_WORD_WEAK, "в с v w" },
  { SAUDA_WORD_CM, "см cm sm сант сантим* centimet*" },
  { SAUDA_WORD_METRE, "м m метр метра метров метре meter meters metre metres" },
  { SAUDA_WORD_KG, "к кг* kg kgs kq кило килло килог* кел келі kilo*" },
  { SAUDA_WORD_FOREIGN_UNIT,
    "lb lbs pound pounds ft feet foot фут фута футов фунт фунта фунтов дюйм* inch inches" },

  /* numbers that are something else */
  { SAUDA_WORD_NOT_AFTER,
    "лет год года году годик* годов летний летняя летнего летней летнему жас* years year yo" },
  { SAUDA_WORD_NOT_AFTER, "тг тенге теңге тнг тенги тыс тысяч* руб рублей kzt tg tenge" },
  { SAUDA_WORD_NOT_AFTER, "шт штук* час часа часов часам минут* утра вечера процент* дана рет күн" },
  { SAUDA_WORD_NOT_AFTER,
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря" },
  { SAUDA_WORD_NOT_AFTER,
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан" },
  { SAUDA_WORD_NOT_BEFORE,
    "номер номером нөмір* код кода квартира кв дом дома подъезд этаж чек цена цене стоимость бағасы price" },
  { SAUDA_WORD_NOT_BEFORE | SAUDA_WORD_FILLER, "заказ заказа заказу тапсырыс order" },
  { SAUDA_WORD_NOT_BEFORE, "тел телефон телефона телефоны ватсап вотсап whatsapp phone" },
  { SAUDA_WORD_NOT_BEFORE, "возраст возрастом возраста жасым жасы жасында age" },
  { SAUDA_WORD_NOT_BEFORE, "грудь груди груд ог обхват обхвате объем талия талии талию бедра бедро бедер "
                           "живот живота плечи плеч плечо шея шеи" },
  { SAUDA_WORD_NOT_BEFORE,
    "рукав рукава рукавов длина длины длине chest waist hips hip кеуде* бел белі белім жамбас* иық*" },
  { SAUDA_WORD_NOT_BEFORE | SAUDA_WORD_NOT_AFTER,
    "обувь обуви кроссовки кроссовок нога ноги стопа стопы ботинки туфли shoe shoes аяқ*" },
  { SAUDA_WORD_PERSON,
    "мне сыну дочке дочери дочь дочка сын ребенку мужу жене брату сестре маме папе отцу ему ей" },
  { SAUDA_WORD_PERSON, "маған ұлым ұлыма балама қызыма" },
  { SAUDA_WORD_TENS, "десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто "
                     "сто двести полтора" },
  { SAUDA_WORD_TENS, "писят шисят семисят восемисят пятьдесять шестьдесять семьдесять восемьдесять" },
  { SAUDA_WORD_TENS,
    "отыз қырық елу алпыс жетпіс сексен тоқсан жүз hundred fifty sixty seventy eighty ninety" },

  /* sizes */
  { SAUDA_WORD_SIZE | SAUDA_WORD_FILLER | SAUDA_WORD_ABOUT_SIZE, "размер* разм рзм рамер размр size" },
  { SAUDA_WORD_ABOUT_SIZE, "размерная размерной размерную сетка сетку" },
  { SAUDA_WORD_SIZE | SAUDA_WORD_ABOUT_SIZE,
    "ношу носит носил носила носим одеваю одевает надеваю покупаю покупаем покупала покупал обычно всегда" },
  { SAUDA_WORD_SIZE | SAUDA_WORD_ABOUT_SIZE, "киемін киеді киетін киеміз өлшем* әдетте wear usually" },
  { SAUDA_WORD_SIZE | SAUDA_WORD_WANT | SAUDA_WORD_YES, "беру берем берём аламын алам алайын" },
  { SAUDA_WORD_ORDINAL, "й ый ой го ого" },
  { SAUDA_WORD_WANT | SAUDA_WORD_YES, "давайте давай отправляйте отправьте отправляй отправь отправляете "
                                      "отправлять отправить шлите высылайте вышлите" },
  { SAUDA_WORD_WANT | SAUDA_WORD_YES,
    "присылайте пришлите оформляйте оформите жіберіңіз* жібер жіберші жібере* самое" },
  { SAUDA_WORD_WANT | SAUDA_WORD_ABOUT_SIZE, "лучше хочу хотел хотела хотелось нужен нужно надо возьму взять "
                                             "пусть замените поменяйте положите сделайте" },
  { SAUDA_WORD_WANT | SAUDA_WORD_ABOUT_SIZE, "керек want need prefer better" },
  { SAUDA_WORD_WANT | SAUDA_WORD_FILLER, "салыңыз* салып беріңіз*" },
  { SAUDA_WORD_INSTEAD | SAUDA_WORD_ABOUT_SIZE,
    "вместо заказал заказала заказывал заказывала выбрал выбрала instead орнына" },
  { SAUDA_WORD_ABOUT_SIZE, "средний средняя среднего стандарт стандартный обычный свободный свободно "
                           "оверсайз посвободнее больше меньше" },
  { SAUDA_WORD_ABOUT_SIZE, "побольше поменьше такой такую такая такого такое прошлый прошлом прошлого "
                           "прежний тоже поменять замена" },
  { SAUDA_WORD_ABOUT_SIZE | SAUDA_WORD_VERDICT, "тот та ту" },
  { SAUDA_WORD_ABOUT_SIZE,
    "как другой другая другое другую другие басқа башка виднее доверяю равно үлкенірек кішірек орташа "
    "бұрынғы можно любой любая возврат "
    "вернуть оставьте разницы усмотрение выбор решайте решите посоветуйте неважно важно чуть "
    "крупный полный полная худой худая высокий невысокий проблем нету бәрібір" },
  { SAUDA_WORD_ABOUT_SIZE, "подождите подожди погодите стойте спрошу уточню узнаю сами өзіңіз* алмаймын" },

  /* fits or not */
  { SAUDA_WORD_MISFIT | SAUDA_WORD_NO,
    "мал мала мало малы маловат* велик велика велико велики великоват* большеват* узковат* тесн* узко жмет" },
  { SAUDA_WORD_MISFIT | SAUDA_WORD_NO, "тар тарлау тығыз кішкентай* үлкендеу" },
  { SAUDA_WORD_MISFIT | SAUDA_WORD_ABOUT_SIZE,
    "большой большая большие большим маленький маленькая маленькое маленькие маленьким узкий узкая" },
  { SAUDA_WORD_MISFIT | SAUDA_WORD_ABOUT_SIZE,
    "широкий широкая широко длинный длинная короткий короткая коротко длинно свободен" },
  { SAUDA_WORD_MISFIT | SAUDA_WORD_ABOUT_SIZE, "үлкен кіші кең кеңдеу ұзын қысқа big tight loose" },
  { SAUDA_WORD_TOO | SAUDA_WORD_FILLER, "слишком будет очень тым болып too" },

  /* yes */
  { SAUDA_WORD_YES,
    "да дада дадада окок ага угу плюс плюсик ок оке оки окей окэй окау ok okay okey ладно ладненько lf yes "
    "yep yeah yea yup йес ес" },
  { SAUDA_WORD_YES, "иә ия иа ие әә солай" },
  { SAUDA_WORD_YES | SAUDA_WORD_VERDICT, "хорошо харашо хорощо хор хорош отлично супер норм нормально "
                                         "нормальный прекрасно замечательно идеально класс" },
  { SAUDA_WORD_YES | SAUDA_WORD_VERDICT,
    "подошел подошла подошло подошли подходит подходят подходить подойдет подойдут подойдеть подайдет "
    "падойдет пойдет пайдет годится сгодится сойдет идет" },
  { SAUDA_WORD_YES | SAUDA_WORD_VERDICT,
    "верно верный верная верен правильно правильный правильная правельно праильно правилно" },
  { SAUDA_WORD_YES | SAUDA_WORD_VERDICT,
    "согласен согласна согласны согласин устраивает устроит устраевает нравится принимаю одобряю" },
  { SAUDA_WORD_YES | SAUDA_WORD_VERDICT, "подтверждаю подтверждаем потверждаю подтвержаю подтвердить" },
  { SAUDA_WORD_YES | SAUDA_WORD_VERDICT,
    "дұрыс дұрысы дурис рас мақұлдаймын құптаймын жарайды жарайд жарайт жарасады мақұл" },
  { SAUDA_WORD_YES | SAUDA_WORD_VERDICT,
    "растаймын растаймыз келісемін келісем келісеміз келістім келістік келісім "
    "қолайлы жақсы ұнайды" },
  { SAUDA_WORD_YES | SAUDA_WORD_VERDICT,
    "correct right confirm confirmed agree agreed fine perfect great fits" },
  { SAUDA_WORD_YES | SAUDA_WORD_VERDICT | SAUDA_WORD_TOO, "болады болад болади болсын бола келеді келед" },
  { SAUDA_WORD_EMPHASIS, "конечно конешно канешно канечно точно именно безусловно разумеется естественно "
                         "обязательно әрине дұп sure course definitely absolutely" },

  /* no */
  { SAUDA_WORD_NO, "нет неа нит нее ytn жоқ жо joq jok zhok no nope неправильно неправельно неверно неверный "
                   "неподходит неподойдет" },
  { SAUDA_WORD_NO, "несогласен несогласна келмейді келмейд болмайды болмайд жарамайды жарамайд ұнамайды қате "
                   "wrong incorrect" },
  { SAUDA_WORD_NOT, "не ни not dont doesnt isnt wont" },
  { SAUDA_WORD_NOT_SO, "емес емеспін" },
  { SAUDA_WORD_VERDICT | SAUDA_WORD_FILLER, "так то сәйкес сай fit" },
  { SAUDA_WORD_FILLER, "мой моя моё" },

  /* politeness and small words: of no weight */
  { SAUDA_WORD_FILLER, "спасибо спс спасибочки спасиб спосибо пасибо благодарю благодарим пожалуйста "
                       "пожалуста пожайлуста пожалуйсто" },
  { SAUDA_WORD_FILLER,
    "пж пжл пжлст пжста плиз плз рахмет* рақмет* рахмат* please pls plz thanks thank thx өтінемін" },
  { SAUDA_WORD_FILLER,
    "здравствуй* здраствуй* здрасьте здрасте привет* hello hi hey салам* сәлем* ассал* уағал*" },
  { SAUDA_WORD_FILLER,
    "брат братан братишка бро друг дорогой дорогая уважаемый уважаемая хорошего хорошей взаимно аға "
    "ағай апа апай бауырым бауыр" },
  { SAUDA_WORD_FILLER, "добрый доброе доброго доброй день дня вечер вечера утро утра ночи времени суток "
                       "қайырлы күн кеш таң morning" },
  { SAUDA_WORD_FILLER, "у на одежды все всего ну уже мне меня мы вам вас это эта этот эту тогда же никогда и "
                       "а я ж ой тут большое огромное его ее он она оно вот" },
  { SAUDA_WORD_FILLER,
    "извините простите буду ждать жду ждем понял поняла понятно ясно для можете просто сразу товар" },
  { SAUDA_WORD_FILLER, "бәрі барлығы айтасыз маған сізге сіздерге көп енді ғой деп осы осыны сол бұл the it "
                       "is its thats that this for "
                       "me my i you of good all" },

  /* what keeps a yes from being one */
  { SAUDA_WORD_HEDGE,
    "может наверно наверное наверн возможно вероятно вроде кажется думаю думаем скорее сомневаюсь хз "
    "минус незнаю знаю уверен уверена примерно около почти шамамен" },
  { SAUDA_WORD_HEDGE,
    "вряд едва подумаю посмотрим затрудняюсь сложно понятия должен должно подойти ойланайын біліңіз мүмкін "
    "білмеймін білмеим білмейм білмедім болар шығар сияқты maybe perhaps "
    "probably guess unsure idk know" },
  { SAUDA_WORD_OR, "или либо әлде немесе or" },
  { SAUDA_WORD_ABOUT_SIZE, "но однако бірақ but только тек" },
  { SAUDA_WORD_ABOUT_SIZE | SAUDA_WORD_IF, "если егер if" },
  { SAUDA_WORD_QUESTION,
    "какой какая какие какое какого каком какую какова когда сколько где почему зачем куда откуда чей" },
  { SAUDA_WORD_QUESTION, "чего қандай қай қалай неге неше what which when where how why" },
  { SAUDA_WORD_OPENER, "есть что чем подскажите подскажи разве кто who" },
  { SAUDA_WORD_ASKING | SAUDA_WORD_QUESTION, "ли қашан қанша қайда скольки" },
  { SAUDA_WORD_ASKING, "ма ме ба бе па пе екен барма болама" },
  { SAUDA_WORD_STOP, "стоп stop стор end stopall quit тоқта* хватит unsubscribe unsub остановитесь" },
};

const gsize sauda_reply_n_words = G_N_ELEMENTS (sauda_reply_words);

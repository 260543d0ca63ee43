/**
 * @file Words that a suggestion must fit better than: of few words one always fits best, and only where it is the best of
 * many does that say something. They are the words of three letters and more in the names of emoji, without those that are
 * suggested themselves and their plurals; nobody is shown them. A change asks for `tagWordsVersion` to be raised.
 */
export const rivalWords: readonly string[] = `
	abacus acceptable accordion adhesive admission adult aerial africa aid airplane alarm alembic alien alternation
	ambulance american americas amount amphora amulet anatomical anchor and angel anger angry anguished ant antenna
	anxious application aquarius aries arm arrival arrow arrows articulated artist arts asia asterisk astonished
	astronaut atm atom australia auto automobile away axe baby back backhand backpack bacon badge badger badminton bag
	bagel baggage bags baguette balance bald ball ballet balloon ballot bandage banjo bank banknote bar barber bargain
	bars baseball basket basketball bat bath bathtub battery beach beads beaming beans bear beard beating beaver bed
	beer beetle beginner behind bell bellhop bento beverage biceps bicycle bicycles big biking bikini billed bin
	biohazard bird birthday bison biting black blond blood blossom blowfish blowing blue blueberries boar board boat
	bolt bomb bone book bookmark books boomerang boot bottle bouncing bouquet bow bowing bowl bowling box boxing boy
	brain breast brick bride bridge briefcase briefs bright broccoli broken broom brown bubble bubbles bucket buffalo
	bug building bulb bullet bunny buoy burrito bus business bust busts but butter butterfly button cabinet cableway
	calendar call camel camera camping cancer candy cane canned canoe cap capped capricorn car card cards carousel
	carp carpentry cart cartwheeling ceremony chain chains chair charge chart check cheese chequered chess chestnut
	chick chicken child children chime chipmunk chocolate chopsticks christmas cigarette cinema circle circled circus
	claim clamp clapper clapping classical claus climbing clinking clipboard clock clockwise closed closet clothes
	clown club clutch coaster coat cockroach cocktail coffin coin cold collision comet compass computer confetti
	confounded confused congratulations construction control convenience cook cooked cooking cool copyright coral cork
	couch counterclockwise couple cover cow cowboy cracker crayon cream credit crescent cricket crocodile croissant
	cross crossbones crossed crossing crown crutch crying cucumber cupcake curl curling curly currency curry curving
	custard customs cut cyclone dagger dancing dango dash dashing david deaf deciduous decoration decorative
	decreasing delivery department departure derelict desktop detective dharma diagonal die dim direct disappointed
	disc discount disguised dish disk dividers diving division diya dizzy dna dodo dollar dolls done donkey door dot
	dotted double doughnut dove down downcast downwards dress drink drooling drop droplet droplets drops drum duck
	dumpling dusk dvd ear ears egg eggplant eggs eight eighteen eject electric elevator eleven elf emblem empty end
	engine entry envelope equals euro europe evergreen evil ewe exchange exclamation exhaling exploding expressionless
	extinguisher eye eyebrow eyes face facepalming facing factory fairy falafel fallen family fan farmer fast fax fear
	fearful feather feeding female fencing ferris ferry field file film finger fingerprint fingers firecracker
	firefighter first fishing fist five flash flashlight flat flatbread fleur flexed floor floppy flushed flute
	fluttering fly flying foggy folded folder folding fondue food foot football footprints for fork fortune forward
	four framed frames free french fried fries from front frowning fuel fuji full funeral game garden garlic gear
	gemini genie gesture gesturing getting gibbous gift ginger girl glass glasses glove gloves glowing goal goat
	goblin goggles golfing goose gorilla grade graduation green grey grimacing grinning ground growing guard guide
	hair haircut halo hamburger hammer hamsa hamster hand handbag handball handle hands handshake harp hat hatching
	head headphone headscarf headstone health hear hearing heavy hedgehog heeled helicopter helmet herb here high
	hiking hindu hippopotamus hit hockey holding hole hollow honey honeybee hook horizontal horizontally horn horns
	hospital hot hotel hourglass hugging hump hundred hushed hut hyacinth ice identification inbox incoming increasing
	index infinity information input jack japan japanese jar jeans joker joy joystick judge juggling kaaba kangaroo
	keyboard keycap khanda kick kimono kiss kissing kitchen kite kiwi kneeling knife knobs knot lab label lacrosse
	ladder lady lamp laptop large last latin laughing leafless leafy ledger left leftwards leg leo letter letters
	level levitating liberty libra lifting light lime line link linked lip lipstick liquid lis litter littering llama
	locked locomotive lollipop long loop lorry lotion loudly loudspeaker love low lowercase lowered luggage lungs
	lying machine mage magic magnet magnifying mahjong mail mailbox male mammoth man mango mantelpiece manual map
	maracas mark martial mask massage mate meat mechanic mechanical medal medical medium megaphone melting memo men
	mending menorah meridians mermaid merman merperson metro microbe microphone microscope middle military milk milky
	minibus minus mirror moai mobile mode money monocle monorail monster monthly moose mosque mosquito motor
	motorcycle motorized motorway mount mouth movie mrs mug mugs multiplication musical muted nail name national
	nauseated nazar necktie needle nerd nest nesting net neutral new newspaper next nib night nine ninja non nose not
	note notebook notepad notes numbers nut oden off office officer ogre oil old older olive oncoming one onion open
	ophiuchus optical orangutan orthodox otter outbox over oyster package page pager paintbrush palette palm palms pan
	pancakes paper paperclip paperclips parachute park part party partying passenger passing passport pause paw pawn
	pea peace peanuts pedestrians peeking pen pencil pensive people performing persevering person petri phone phones
	pick pickup picture pie piece pile pill pilot pin pinata pinched pinching pine ping pink pirate pisces pistol
	placard place plant plate play playground playing pleading plug plunger plus pod pointed pointing points polar
	pole police polish polo pong poo poodle pool popcorn popper popping position post postal postbox pot potable
	potato potted poultry pound pouring pouting prayer pregnant pretzel prince princess printer prints probing
	prohibited projector pump purple purse pushing pushpin puzzle quarter question raccoon racing radio radioactive
	rail railway raised raising ram rat ray razor receipt receiver record recycling red registered relieved reminder
	repeat rescue reserved restroom reverse revolving rex rhinoceros ribbon rice rickshaw right rightwards ring ringed
	roasted rock roll rolled roller rolling room rooster root rosette round rowing rugby ruler running sad safety
	sagittarius sake salad salt salute saluting sandal sandwich santa sari satellite saucer sauropod savoring saw
	saxophone scale scarf school scientist scissors scooter score scorpio scorpion screaming screwdriver scroll seal
	seat secret see seedling selfie service seven sewing shaking shallow shamrock shaved sheaf shield shinto shirt
	shoe shoes shooting shopping shortcake shorts shovel shower showing shrimp shrine shrugging shuffle shushing sign
	silhouette singer single six skate skateboard skier skis skullcap skunk slash sled sleeping sleepy slide slider
	slightly slot sloth small smile smiling smirking smoking sneezing snowboarder soap soccer socks soft softball soon
	sos spade spaghetti sparkle sparkler sparkles sparkling speak speaker speaking speech speed speedboat splatter
	splayed spoked sponge spoon sport sports spouting springs square squinting stadium standing station steam steaming
	steamy stethoscope stone stop stopwatch store straight straw streamer struck student studio stuffed suit
	sunglasses superhero supervillain surfing sushi suspension sweat sweet swimming swimsuit swirl symbol symbols
	synagogue syringe tabs taco takeout taking tamale tanabata tangerine taurus taxi tea teacher teacup teapot tear
	tears technologist teddy telephone telescope television ten tennis tent test the thermometer thinking thirty thong
	thought thread three thumb thumbs ticket tickets tilted timer tipping tired together toilet tokyo tongue toolbox
	tooth toothbrush top track trackball tracks tractor trade traffic tram tramway transgender trap tray triangle
	triangular trident troll trolleybus trophy tropical truck tube tumbler turban turkey tuxedo twelve two unamused
	under uniform unlocked uppercase upside upwards urn utility vacancy vampire vegetable vehicle veil vertical
	vertically vest vibration victory video videocassette viewer viewing virgo volleyball voltage volume vomiting
	vulcan waffle walking wand waning warning wastebasket watch water waving wavy waxing way wearing weary web wedding
	wedge weights wheelchair white wilted wind window wine wing wings winking wireless with without woman women wood
	woozy worker world worm worried worship wrapped wrench wrestling writing wry yang yarn yawning yellow yen yin you
	zany zebra zipper zombie zzz
`
	.trim()
	.split(/\s+/);

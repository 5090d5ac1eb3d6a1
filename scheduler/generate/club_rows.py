"""The club catalogue as a table: one club a line.

Columns: id | title | domain | category | risk | grades | venues, best first | skill | capacity | least |
popularity | pieces of equipment a section needs. Capacities keep to one adult for the youngest grade of
the club.
"""

ROWS = """
basketball|篮球|physical|sport|2|3-6|court gym|basketball|30|12|480|basketball=15
mini_basketball|小篮球|physical|sport|2|1-2|court gym hall|basketball|25|12|90|small_basketball=15
football|足球|physical|sport|2|3-6|playground|football|30|12|45|football=15
mini_football|快乐足球|physical|sport|2|1-2|playground|football|25|12|40|small_football=15
athletics|田径|physical|sport|2|3-6|playground|athletics|30|12|14|
rope_skipping|花样跳绳|physical|sport|2|1-6|playground gym hall|rope_skipping|25|12|22|rope=26
shuttlecock|毽球|physical|sport|2|3-6|playground gym hall|shuttlecock|28|12|12|shuttlecock=28
badminton|羽毛球|physical|sport|2|3-6|gym hall|badminton|24|12|50|racket=24
table_tennis|乒乓球|physical|sport|2|3-6|table_tennis|table_tennis|24|12|40|bat=24
martial_exercise|武术操|physical|sport|2|1-6|hall dance playground|martial|25|12|30|
aerobics|啦啦操|physical|sport|2|3-6|dance hall|dance|30|12|15|
volleyball|软式排球|physical|sport|2|4-6|court gym|volleyball|28|12|12|volleyball=14
orienteering|校园定向|physical|outward_bound|2|4-6|playground|athletics|28|12|10|
team_challenge|拓展游戏|moral|outward_bound|2|3-6|playground gym hall|team_games|30|12|14|
folk_games|民间游戏|physical|games|2|1-2|playground hall|team_games|25|12|30|
choir|合唱|aesthetic|music|1|3-6|music hall|singing|35|15|18|
little_choir|童声合唱|aesthetic|music|1|1-2|music classroom|singing|30|12|30|
recorder|竖笛|aesthetic|music|1|3-6|music hall classroom|recorder|34|12|14|
percussion|打击乐|aesthetic|music|1|1-6|music|percussion|28|12|18|drum=28
hulusi|葫芦丝|aesthetic|music|1|3-6|music classroom|hulusi|32|12|16|
folk_song|宁夏花儿|aesthetic|music|0|3-6|music classroom|singing|38|12|7|
music_listening|音乐欣赏|aesthetic|music|0|1-6|music classroom|singing|40|12|9|
dance|舞蹈|aesthetic|music|2|1-6|dance hall|dance|25|12|45|
painting|儿童画|aesthetic|art|1|1-2|art classroom|painting|30|12|60|
watercolour|水彩画|aesthetic|art|1|3-6|art|painting|34|12|24|
paper_cutting|剪纸|aesthetic|art|1|1-6|art classroom|paper_cutting|30|12|18|scissors=30
clay|彩泥|aesthetic|art|1|1-6|art classroom|clay|30|12|34|
calligraphy|软笔书法|aesthetic|art|1|3-6|calligraphy|calligraphy|35|12|45|
calligraphy_pen|硬笔书法|aesthetic|art|1|1-6|calligraphy classroom|calligraphy|30|12|12|
printmaking|版画|aesthetic|art|1|4-6|art|printmaking|30|12|10|
origami|折纸|aesthetic|art|1|1-2|classroom|handicraft|30|12|32|
comics|漫画|aesthetic|art|0|3-6|art classroom|painting|38|12|26|
art_viewing|美术欣赏|aesthetic|art|0|1-6|art classroom|painting|40|12|7|
robotics|机器人|intellectual|interest_group|1|3-6|maker science computer|robotics|20|10|330|robot_kit=10
programming|趣味编程|intellectual|interest_group|0|3-6|computer|programming|40|12|40|
digital_drawing|电脑绘画|aesthetic|interest_group|0|1-6|computer|programming|40|12|20|
science_fun|科学小实验|intellectual|interest_group|1|3-6|science classroom|science|34|12|30|
nature_watch|自然观察|intellectual|interest_group|1|1-6|science classroom|science|30|12|16|
small_makers|小创客|intellectual|interest_group|1|3-6|maker science|maker|32|12|22|
astronomy|天文|intellectual|interest_group|0|3-6|science classroom|science|40|12|14|
photography|摄影|aesthetic|interest_group|0|4-6|classroom|photography|36|12|14|
little_hosts|小主播|intellectual|interest_group|0|3-6|classroom|speech|38|12|20|
storytelling|讲故事|moral|interest_group|0|1-2|classroom library|speech|40|12|34|
reading|快乐阅读|intellectual|interest_group|0|1-6|library reading classroom|reading|40|12|12|
reading_chess|阅读与棋艺|intellectual|games|0|1-6|reading classroom library|reading|36|8|20|
classics|经典诵读|moral|interest_group|0|1-6|classroom library|reading|40|12|8|
drama|校园戏剧|aesthetic|interest_group|1|3-6|hall classroom|drama|32|12|18|
young_reporters|小记者|intellectual|interest_group|0|3-6|classroom|speech|38|12|12|
hometown_guides|家乡讲解员|moral|interest_group|0|3-6|classroom|speech|38|12|6|
manners|文明礼仪|moral|interest_group|0|1-2|classroom|manners|40|12|10|
go|围棋|intellectual|games|0|1-6|classroom|go|36|12|26|go_set=18
xiangqi|中国象棋|intellectual|games|0|3-6|classroom|xiangqi|40|12|22|xiangqi_set=20
board_games|桌面游戏|intellectual|games|0|1-2|classroom|board_games|40|12|40|board_game=10
magic_cube|魔方|intellectual|games|0|3-6|classroom|cube|38|12|24|cube=40
number_games|数独与谜题|intellectual|games|0|3-6|classroom|cube|40|12|10|
life_skills|生活小能手|labour|labour|0|1-2|classroom|handicraft|40|12|16|
sewing|布艺缝纫|labour|labour|1|3-6|classroom|handicraft|30|12|10|sewing_kit=30
knitting|编织|labour|labour|1|3-6|classroom|handicraft|32|12|8|
pot_plants|绿植小园丁|labour|labour|1|1-6|classroom|gardening|30|12|12|
recycled_crafts|变废为宝|labour|labour|1|1-6|maker classroom|handicraft|30|12|12|
jr_basketball|初中篮球|physical|sport|2|7-9|court gym|basketball|35|12|220|basketball=15
jr_football|初中足球|physical|sport|2|7-9|playground|football|35|12|50|football=15
jr_running|耐力跑|physical|outward_bound|2|7-9|playground|athletics|35|12|10|
jr_badminton|初中羽毛球|physical|sport|2|7-9|gym hall|badminton|28|12|70|racket=28
jr_table_tennis|初中乒乓球|physical|sport|2|7-9|table_tennis|table_tennis|28|12|40|bat=28
jr_choir|青春合唱团|aesthetic|music|1|7-9|music hall|singing|40|12|24|
jr_guitar|吉他|aesthetic|music|1|7-9|music classroom|guitar|30|12|44|
jr_sketch|素描|aesthetic|art|1|7-9|art classroom|painting|38|12|30|
jr_calligraphy|书法篆刻|aesthetic|art|1|7-9|calligraphy classroom|calligraphy|36|12|12|
jr_programming|算法与创意|intellectual|interest_group|0|7-9|computer|programming|45|12|50|
jr_robotics|智能机器人|intellectual|interest_group|1|7-9|computer science|robotics|24|10|90|robot_kit=12
jr_debate|辩论|intellectual|interest_group|0|7-9|classroom|speech|40|12|22|
jr_reading|名著共读|intellectual|interest_group|0|7-9|library classroom|reading|42|12|14|
jr_drama|话剧|aesthetic|interest_group|1|7-9|hall classroom|drama|36|12|20|
jr_mind|心理游戏|moral|games|0|7-9|classroom|manners|40|12|24|
jr_go|棋社|intellectual|games|0|7-9|classroom|go|40|12|20|go_set=20
jr_crafts|手工与木艺|labour|labour|1|7-9|science classroom|handicraft|34|12|16|
jr_newsroom|校刊编辑部|intellectual|interest_group|0|7-9|classroom|speech|40|12|14|
jr_gardening|农耕体验|labour|labour|1|7-9|classroom|gardening|34|12|10|
"""

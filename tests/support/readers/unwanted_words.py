"""Words that one might think of adding to the return words, and that do not belong there."""

SOUND_ALIKE = """
bare bear beach beech bell belle berry blew blue board bored bolder boulder bough bow brake break cell cereal chord
cord coarse course court creak creek cymbal deer dew dye fair fairy fare feat ferry fir flaw floor flour flower fur
gait gate hail hale hall hanger hangar haul heal heel hoarse horse hour key knight lane leak loot lute maid mail medal
mist moor morning mourning muscle night oar pail pain pair pale pane pause paw pear pedal peddle peace piece peak
pier plain plane plum pole poll poor pour rain reed reign ring road rode root rose route row sail sale sauce saw scene
sea seal seam sew shore sleigh soar sole son soul source stair stake stare steak steel stile storey story style sun
tail tale tea tide tied toad toe tow vain vane veil wail waist wait ware wave way weather whale wheel wood would wrap
yew yoke yolk axle aerial
"""

COULD_HURT = """
arm back belly blood body bone bottom brain chest chin ear eye face finger foot hair hand head heart hip knee leg lip
mouth muscle neck nose skin stomach thumb toe tooth tongue wrist ambulance bandage blind case clinic crutch deaf dizzy
drug fever fit hospital ill injection medicine nerve nurse pain patient pill sick slow special syringe ward wheelchair
ape badger bat bee bird bug bull cat chicken cow crow dog donkey duck elephant fox frog goat goose hog horse hound
lamb lion monkey mouse mule ox parrot pig pony rabbit rat sheep shrew slug snail snake sow spider toad turkey vermin
whale wolf worm apple bacon banana beans beer bread butter cake candy cheese chips chocolate crumpet dough egg fruit
gin ham honey jam jelly lemon lettuce meat melon milk mint noodle nut orange pastry peach pear pie pizza plum potato
pudding rice salt sauce soup spice sugar tart toast toffee tomato vegetable wine baby beggar boss boy child clown cop
doctor dwarf fool girl king lady lord madam man master mother peasant priest prince queen servant sister teacher tramp
uncle widow wife witch woman axe bomb bullet cage chain cliff coffin crash dagger dead death fight flood grave gun
jail knife lock noose prison razor rope sword trap victim war weapon wound bent bog crooked dense dim drip dull dump
flake fuzzy gutter junk nutty odd plank plonk puppet scrap screw simple soft spade spanner stool strange thick tool
waste wet black brown white yellow token home memory doormat snowflake camp
"""
"""Bodies, illness, animals, food, people, harm, and what is also an insult."""

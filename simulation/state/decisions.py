"""The decisions in which luck has a say: each has a number of its own, by which its luck is drawn (`chance.uniform`).

Never renumber: it would change all results. The comments tell what `k` counts within a decision.
"""

NEED = 0  # k: 0 units needed this week, 1 whether life changes, 2 the new rate, 3 whether one more is bought ahead
CONSIDER = 1  # k: firm
TASTE_OF_THE_DAY = 2  # k: firm
OUTSIDE = 3  # k: 0 worth of buying nothing, 1 whether one cue settles the choice, 2 whether variety is sought
SEARCH = 4  # k: firm
LOOK = 12  # k: firm
STOCK = 13  # k: firm
BALK = 5  # k: 0 the queue, 1 the effort
SERVICE = 6  # k: 0 failure, 1 its severity, 2 quality as it turned out
VOICE = 7  # k: 0 speaks up, 1 escalates, 2 settled on the spot, 3 buys again, 4 settled at all, 5 as DESK 3
AWAY = 14  # k: firm
GOOD = 16  # k: firm
COME = 17  # k: 0 whether a vacant place is taken
GO = 18  # k: 0 whether the purchase was the last in the category
DESK = 8  # k: 0 place in the queue, 1 settled, 2 buys again, 3 whether a part of a cent is paid as one
TELL = 9  # k: 0 whether the experience is told
HEAR = 10  # k: place of the neighbour in the list of acquaintances
RUMOUR = 11  # k: firm
BESIDE = 15  # k: 0 whether other goods of the firm are bought, 1 whether a part of a cent is booked as one
TASTE = 20  # k: firm; week 0 for the first draw, else the week in which life changed
PERSON = 21  # k: 0 loyalty type, 1 purchase rate, 2 the most that it pays for a unit, 3 the chance to drop out, 4 to 7
# care for price, quality, liking, habit, 8 leniency
FIRST_IMPRESSION = 22  # k: firm
FIRST_FIRM = 23  # k: 0
PANELIST = 24  # k: 0 whether a panel follows the customer; week 0
GROUP_TASTE = 25  # k: first firm of the group; week as of TASTE
OTHER_TYPE = 26  # k: 0 whether a changed life brings another loyalty type, 1 which
NETWORK = 30  # k: use within the generator
DIFFICULT = 40  # k: 0 how dear the customer is to serve beyond the usual; week 0
RIVALS = 41  # of a firm: k: 3 times the rival's place and 0 quality, 1 process, 2 technical; week 0 first belief, else
MATTERS = 42  # of a firm: k: 0 to 2 the error of what a survey finds on quality, process, technical, 3 a guess
FEATURES = 60  # k: firm: whether its changed product has become another one to the customer
ADVICE = 61  # k: 2 times the firm's place and 0 whether it advises a stranger, 1 how that turns out
CONTRACT = 70  # k: 0 must leave, 1 contact, 2 offer, 3 review or look at newcomers' price, or a search
ASKED = 71  # k: 0 whether it looks around, 1 whose offer came, 2 whether life changes, 3 the new rate
FIRST_CONTRACT = 72  # k: 0 whether there is one, 1 how old it is, 2 how much of its term is left; week 0
READY = 73  # k: 0 how readily the customer questions its contract; week 0
USE = 74  # k: 0 how a period's plain use turned out
JOIN = 63  # k: firm: 0 joins, 1 claims, 2 whether the visit earns, 3 whether a part of a cent is booked as one
TAKE_PART = 62  # k: 0 whether a customer who is invited takes part

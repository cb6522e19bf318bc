/// What a word or phrase does to the clause it stands in.
struct Cue: OptionSet, Hashable, Sendable {
  let rawValue: UInt64

  private static func bit(_ position: UInt64) -> Cue { Cue(rawValue: 1 << position) }

  /// `not`, `never`, `no`.
  static let negation = bit(0)
  /// `if`, `in case`.
  static let conditional = bit(1)
  /// `would`, `could`, `might`.
  static let modal = bit(2)
  /// `maybe`, `rumour`, `thinking about`: not decided.
  static let uncertain = bit(3)
  /// `next year`, `some day`: not now.
  static let someday = bit(4)
  /// `tonight`, `next Monday`, `approved`: decided, with a date.
  static let scheduled = bit(5)
  /// `now`, `since`, `as of`.
  static let now = bit(6)
  /// `used to`, `back then`, `former`.
  static let past = bit(7)
  /// `our partner`, `a competitor`, `their`.
  static let thirdParty = bit(8)
  /// `than`, `versus`, `like`.
  static let comparison = bit(9)
  /// `decommissioned`, `is gone`, `retired`.
  static let departure = bit(10)
  /// `switched` … `off`: the first half.
  static let departureOpening = bit(11)
  /// The second half.
  static let departureClosing = bit(12)
  /// `moved`, `migrated`: names where from and where to.
  static let movement = bit(13)
  /// `runs on`, `replaced by`, `is now`: what follows has arrived.
  static let arrival = bit(14)
  /// `took over`, `replaced it`: what stands before has arrived.
  static let succession = bit(15)
  /// `replaced`, `swapped`: the first thing left, the one after `with` or `by` arrived.
  static let replacement = bit(16)
  /// `instead of`, `in place of`: what follows was left, or is weighed.
  static let substitution = bit(17)
  /// `to`, `onto`, `into`.
  static let towards = bit(18)
  /// `from`, `off`, `away from`.
  static let source = bit(19)
  /// `in`, `on`, `at`, `inside`.
  static let locative = bit(20)
  /// `we`, `I`, `us`.
  static let ourselves = bit(21)
  /// `our`, `my`.
  static let possessive = bit(22)
  /// `the`, `this`, `these`.
  static let definite = bit(23)
  /// `is fine`, `not affected`, `stays as it is`.
  static let untouched = bit(24)
  /// `another project`, `next client`.
  static let otherProject = bit(25)
  /// `today it's`, `this time`: announces a subject.
  static let subject = bit(26)
  /// `back to`, `again`, `concerning`.
  static let resumption = bit(27)
  /// `going live`, `launch`, `roll out`.
  static let launch = bit(28)
  /// `set up`, `build`, `stand up`.
  static let construction = bit(29)
  /// `must comply with`, `in scope of`, `signed`.
  static let obligation = bit(30)
  /// `who`, `what`, `how`.
  static let interrogative = bit(31)
  /// `is`, `are`, `can`: a question when it opens a sentence.
  static let auxiliary = bit(32)
  /// `grew`, `acquired`, `launched worldwide`.
  static let growth = bit(33)
  /// `one more`, `additional`, `second`.
  static let addition = bit(34)
  /// `alternatives`, `pros and cons`: weighing.
  static let weighing = bit(35)
  /// `training`, `webinar`, `article`, `documentation`: the thing is only spoken of.
  static let hearsay = bit(36)
  /// `with`, `by`, `for`.
  static let means = bit(37)
  /// `and`, `but`, `because`: opens a clause.
  static let conjunction = bit(38)
  /// `he`, `it`, `they`, and words that show that a new clause follows `and`.
  static let clauseOpener = bit(39)
  /// `will`, `going to`.
  static let future = bit(40)
  /// `beside`, `in addition to`.
  static let beside = bit(41)
  /// `before`, `until`, `once`, `when`: the clause has not come true.
  static let notYet = bit(42)
  /// `already`, `live`, `done`, `up and running`.
  static let done = bit(43)
  /// `fixed`, `is gone`, `came back`: a trouble is over.
  static let resolution = bit(44)
  /// `turned into`, `split into`: the subject left, the object arrived.
  static let becoming = bit(45)
  /// `any more`, `any longer`: turns a denial into a departure.
  static let anyMore = bit(46)
}

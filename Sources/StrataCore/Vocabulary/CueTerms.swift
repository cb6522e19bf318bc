/// The words that decide what a mention means. A line is `class: phrase; phrase; …` with `a|b` for
/// alternatives; a phrase may stand in several classes. `none` lists phrases that cancel a shorter one.
enum CueTerms {
  static let classes = reality + changes + grammar
}

/// The rates of all contenders, a column a load.
struct CreationTable {
  let creations: [Creation]

  init(_ creations: [Creation]) { self.creations = creations }

  var text: String {
    let loads = creations.map(\.load).uniqued()
    return loads.map(\.customers).uniqued().map { customers in
      table(loads.filter { $0.customers == customers }, customers).text
    }.joined(separator: "\n\n")
  }

  private func table(_ loads: [Load], _ customers: Int) -> Table {
    let who = customers == 1 ? "one customer" : "\(customers) customers"
    var table = Table([who] + loads.map(\.who))
    for title in creations.map(\.title).uniqued() {
      let cells = loads.map { load in creations.first { $0.title == title && $0.load == load } }
      guard cells.contains(where: { $0 != nil }) else { continue }
      table.add([title] + cells.map { $0.map { Figure.rate($0.perSecond) } ?? "·" })
      if title == StrataStarts(directory: .follows).title {
        let settled = cells.map { $0?.settledPerSecond.map(Figure.rate) ?? "·" }
        table.add(["  until the last directory is there"] + settled)
      }
    }
    return table
  }
}

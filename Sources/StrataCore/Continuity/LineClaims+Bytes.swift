/// The claims as a part of the bytes of their line's profile.
extension ProfileWriter {
  mutating func claims(_ claims: LineClaims) {
    list(claims.said) { writer, entry in
      writer.text(entry.key.rawValue)
      writer.list(entry.value) { writer, claim in
        writer.text(claim.value)
        for place in [claim.arrived, claim.held, claim.named, claim.gone] {
          writer.optional(place) { $0.place($1) }
        }
      }
    }
    list(claims.stated) { writer, entry in
      writer.text(entry.key.rawValue)
      writer.list(entry.value.values) { $0.text($1) }
      writer.place(entry.value.place)
    }
    list(claims.others) { writer, entry in
      writer.text(entry.key)
      writer.text(entry.value.json)
      writer.place(entry.value.place)
    }
  }

  private mutating func place(_ place: LinePlace) {
    version(place.version)
    for part in [place.turn, place.bytes.lowerBound, place.bytes.upperBound] {
      number(UInt64(max(0, part)))
    }
  }
}

extension ProfileReading {
  mutating func claims() -> LineClaims? {
    let said = list { reader -> (Facet, [LineClaims.Claim])? in
      guard let facet = reader.facet(), let claims = reader.list({ $0.claim() }) else { return nil }
      return (facet, claims)
    }
    guard let said else { return nil }
    let stated = list { reader -> (Facet, LineClaims.Statement)? in
      guard let facet = reader.facet(), let values = reader.list({ $0.text() }),
        let place = reader.place()
      else { return nil }
      return (facet, LineClaims.Statement(values: values, place: place))
    }
    guard let stated else { return nil }
    let others = list { reader -> (String, LineClaims.Other)? in
      guard let name = reader.text(), let json = reader.text(), let place = reader.place() else {
        return nil
      }
      return (name, LineClaims.Other(json: json, place: place))
    }
    guard let others else { return nil }
    var claims = LineClaims()
    claims.said = Dictionary(said) { $1 }
    claims.stated = Dictionary(stated) { $1 }
    claims.others = Dictionary(others) { $1 }
    return claims
  }

  private mutating func facet() -> Facet? { text().flatMap(Facet.init(rawValue:)) }

  private mutating func claim() -> LineClaims.Claim? {
    guard let value = text(), let arrived = optional({ $0.place() }),
      let held = optional({ $0.place() }), let named = optional({ $0.place() }),
      let gone = optional({ $0.place() })
    else { return nil }
    return LineClaims.Claim(
      value: value, arrived: arrived, held: held, named: named, gone: gone)
  }

  private mutating func place() -> LinePlace? {
    guard let version = version(), let turn = number(), let start = number(), let end = number(),
      start <= end, end <= UInt64(Int32.max), turn <= UInt64(Int32.max)
    else { return nil }
    return LinePlace(version: version, turn: Int(turn), bytes: Int(start)..<Int(end))
  }
}

/// Everything else that comes from outside: keys, paths, bundles, rotations, signature lines.
func fuzz(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  if let key = try? VerifierKey(text) {
    demand(key.description.utf8.elementsEqual(text.utf8), "a key is written back as it was")
  }
  if let tile = try? Tile(path: text) {
    demand(tile.path.utf8.elementsEqual(text.utf8), "a path is written back as it was")
  }
  if let rotation = try? KeyRotation(parsing: bytes) {
    demand(rotation.bytes == bytes, "a rotation is written back byte for byte")
  }
  if let lines = try? NoteSignature.lines(bytes) {
    demand(lines.flatMap(\.bytes) == bytes, "signature lines are written back byte for byte")
  }
  if let bundle = try? EntryBundle(parsing: bytes, count: Int(bytes.first ?? 0)) {
    demand(bundle.bytes == bytes, "a bundle is written back byte for byte")
  }
  _ = try? SignerKey(secretText: text)
}

/// Notes: what parses is written back as it was, and only the published text is genuine.
func fuzz(_ bytes: [UInt8]) {
  guard let note = try? SignedNote(parsing: bytes) else { return }
  demand(note.bytes == bytes, "a note is written back byte for byte")
  guard let key = try? VerifierKey(Vectors.noteKey) else { fatalError("the key is broken") }
  if (try? note.verify([key])) != nil {
    demand(note.text == "This is an example message.\n", "nobody else can have signed this")
  }
}

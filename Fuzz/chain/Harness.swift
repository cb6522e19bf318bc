/// Chains of checkpoints: each part is written back as it was, and no chain convinces whose blocks the
/// log's key has not signed.
func fuzz(_ bytes: [UInt8]) {
  if let block = try? ChainBlock(parsing: bytes) {
    demand(block.bytes == bytes, "a block is written back byte for byte")
  }
  if let history = try? KeyHistory(parsing: bytes) {
    demand(history.bytes == bytes, "a history of keys is written back byte for byte")
  }
  if let memory = try? WitnessMemory(parsing: bytes) {
    demand(memory.bytes == bytes, "a witness's memory is written back byte for byte")
  }
  guard let key = try? VerifierKey(seedKey) else { fatalError("the key is broken") }
  var reader = ChainReader(trusting: key)
  do throws(ChainFault) {
    try reader.take(bytes) { block in
      demand(
        seedRoots.contains(block.checkpoint.checkpoint.root.base64),
        "nobody else can have signed this")
    }
    try reader.finish()
  } catch {
    demand(error.height == reader.chain.count, "a fault names the first block that does not hold")
  }
}

/// The key of the log whose chain is among the seeds, and what it has signed.
private let seedKey =
  "strata.local/01a1ff85-8df5-7ec7-9d05-8f8a72009b04+af2bf9bf+AWGNLX/UdJUF2NTaE19w+ZKYlxZujFpYEqVJ7pAo39LD"
private let seedRoots = [
  "e5v40dm7NMMjAN4sPqjMVPz0fhx1R8lpOhoWg5YPgAE=",
  "x49ixs/BU73dzSNI+k9Hl4NwARoD98QCNxGkIvnH2Dk=",
]

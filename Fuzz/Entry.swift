/// Where libFuzzer hands over its input; each harness beside this file defines `fuzz(_:)`.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Ends the process so that libFuzzer keeps the input: a promise was broken.
func demand(_ holds: Bool, _ promise: String) {
  guard holds else { fatalError(promise) }
}

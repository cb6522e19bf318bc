import Foundation
import StrataCore
import StrataStore
import TransparencyLog

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Sends requests to a witness over HTTP (C2SP tlog-witness).
struct WitnessClient: Sendable {
  /// A longer answer is no witness's.
  private static let maximumAnswerBytes = 1 << 20

  private let url: URL
  private let timeoutSeconds: Double

  /// A client of the witness at a prefix, `http://127.0.0.1:7380/`.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where it is no URL of HTTP.
  init(prefix: String, timeoutSeconds: Double) throws(StrataError) {
    guard let url = URL(string: prefix), let scheme = url.scheme?.lowercased(),
      ["http", "https"].contains(scheme), url.host != nil
    else {
      throw StrataError(
        .invalidInput, "\(prefix.debugDescription) is no URL of a witness",
        remedy: "write it as http://127.0.0.1:7380/ or https://witness.example/")
    }
    self.url = url.appendingPathComponent(AddCheckpointRequest.path)
    self.timeoutSeconds = timeoutSeconds
  }

  /// Sends a request and gives the answer.
  ///
  /// - Throws: ``StrataError`` with code `storage` where there is none in time, or one that is too long.
  func send(_ request: AddCheckpointRequest) async throws -> (status: Int, body: [UInt8]) {
    var post = URLRequest(url: url)
    post.httpMethod = "POST"
    post.httpBody = Data(request.bytes)
    post.setValue("text/plain; charset=utf-8", forHTTPHeaderField: "Content-Type")
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = timeoutSeconds
    configuration.timeoutIntervalForResource = timeoutSeconds
    if ["127.0.0.1", "localhost", "::1", "[::1]"].contains(url.host ?? "") {
      configuration.connectionProxyDictionary = [:]
    }
    let answer = Answer(limit: Self.maximumAnswerBytes)
    let session = URLSession(configuration: configuration, delegate: answer, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    do {
      return try await withCheckedThrowingContinuation { continuation in
        answer.expect(continuation)
        session.dataTask(with: post).resume()
      }
    } catch {
      throw StrataError(
        .storage, "the witness does not answer", place: url.absoluteString,
        remedy: "see whether it runs there, and try again", cause: error)
    }
  }
}

/// Takes an answer in pieces, so that one without end is cut off, and follows no redirection: what a
/// witness answers it answers itself.
private final class Answer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  struct TooLong: Error, CustomStringConvertible {
    var description: String { "its answer is longer than a megabyte" }
  }

  private let lock = NSLock()
  private let limit: Int
  private var body = Data()
  private var continuation: CheckedContinuation<(status: Int, body: [UInt8]), any Error>?

  init(limit: Int) { self.limit = limit }

  func expect(_ continuation: CheckedContinuation<(status: Int, body: [UInt8]), any Error>) {
    lock.withLock { self.continuation = continuation }
  }

  private func finish(_ result: Result<(status: Int, body: [UInt8]), any Error>) {
    let waiting = lock.withLock {
      defer { continuation = nil }
      return continuation
    }
    waiting?.resume(with: result)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = lock.withLock {
      body.append(data)
      return body.count > limit
    }
    guard isTooLong else { return }
    finish(.failure(TooLong()))
    dataTask.cancel()
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    if let error { return finish(.failure(error)) }
    let status = (task.response as? HTTPURLResponse)?.statusCode ?? 0
    finish(.success((status, lock.withLock { Array(body) })))
  }
}

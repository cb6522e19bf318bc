import Foundation
import StrataTesting
import TransparencyLog

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension LiveWitness {
  /// Sends a request's body and returns the status and the answer's body.
  func post(_ body: [UInt8]) async throws -> (status: Int, body: [UInt8]) {
    var request = URLRequest(url: address.appendingPathComponent(AddCheckpointRequest.path))
    request.httpMethod = "POST"
    request.httpBody = Data(body)
    request.timeoutInterval = 30
    let configuration = URLSessionConfiguration.ephemeral
    configuration.connectionProxyDictionary = [:]
    let (data, response) = try await URLSession(configuration: configuration).data(for: request)
    guard let response = response as? HTTPURLResponse else {
      throw ForeignProgram.Failure(description: "no HTTP answer")
    }
    return (response.statusCode, Array(data))
  }
}

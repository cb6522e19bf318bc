// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "strata",
  products: [
    .executable(name: "strata", targets: ["strata"]),
    .library(name: "StrataCore", targets: ["StrataCore"]),
    .library(name: "StrataStore", targets: ["StrataStore"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .target(
      name: "StrataCore",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      resources: [],
      swiftSettings: settings
    ),
    .target(name: "CFileCalls"),
    .target(name: "CSignals"),
    .target(
      name: "TransparencyLog",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings
    ),
    .target(
      name: "StrataStore",
      dependencies: [
        "StrataCore", "TransparencyLog", "CFileCalls",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "strata",
      dependencies: [
        "StrataCore", "StrataStore", "CSignals",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "strata-benchmarks",
      dependencies: [
        "StrataCore", "StrataStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Benchmarks",
      exclude: ["Creation/doltlite-tags.py"],
      swiftSettings: settings
    ),
    .target(
      name: "StrataTesting",
      dependencies: [
        "StrataCore", "StrataStore",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    // Processes for the tests of the store to start, stop and kill.
    .executableTarget(
      name: "strata-load",
      dependencies: [
        "StrataCore", "StrataStore", "StrataTesting",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "StrataCoreTests", dependencies: ["StrataCore"], swiftSettings: settings),
    .testTarget(
      name: "TransparencyLogTests",
      dependencies: ["TransparencyLog", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings),
    .testTarget(
      name: "StrataStoreTests",
      dependencies: [
        "StrataStore", "StrataTesting", "TransparencyLog", "strata", "strata-load",
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: settings),
    .testTarget(
      name: "StrataCommandTests",
      dependencies: [
        "strata", "StrataTesting", .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: settings),
  ]
)

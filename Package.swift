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
    .library(name: "StrataMetrics", targets: ["StrataMetrics"]),
    .library(name: "StrataStore", targets: ["StrataStore"]),
    .library(name: "StrataPostgres", targets: ["StrataPostgres"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .target(
      name: "StrataCore",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      resources: [],
      swiftSettings: settings
    ),
    // Pure: the age file format, by which backups are encrypted.
    .target(
      name: "AgeEncryption",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings
    ),
    .target(name: "CFileCalls"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CSignals"),
    .target(
      name: "TransparencyLog",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings
    ),
    // Pure, reads only: the trace of a session and what it proves, reports.
    .target(
      name: "StrataAnalysis",
      dependencies: [
        "StrataCore", "TransparencyLog", .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: settings),
    .target(
      name: "StrataMetrics",
      dependencies: [.product(name: "CoreMetrics", package: "swift-metrics")],
      swiftSettings: settings
    ),
    .target(
      name: "StrataStore",
      dependencies: [
        "StrataCore", "TransparencyLog", "AgeEncryption", "CFileCalls", "CZlib",
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(
      name: "StrataPostgres",
      dependencies: [
        "StrataCore", "StrataStore", "CLibPQ",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "strata",
      dependencies: [
        "StrataCore", "StrataAnalysis", "StrataMetrics", "StrataPostgres", "StrataStore",
        "TransparencyLog", "AgeEncryption", "CSignals",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "strata-benchmarks",
      dependencies: [
        "AgeEncryption", "StrataAnalysis", "StrataCore", "StrataStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
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
        "StrataCore", "StrataStore", "StrataPostgres", "TransparencyLog",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    // Processes for the tests of the store to start, stop and kill.
    .executableTarget(
      name: "strata-load",
      dependencies: [
        "StrataCore", "StrataStore", "StrataPostgres", "StrataTesting",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "StrataCoreTests", dependencies: ["StrataCore", "StrataTesting"],
      swiftSettings: settings),
    .testTarget(
      name: "TransparencyLogTests",
      dependencies: [
        "TransparencyLog", "StrataTesting", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "StrataAnalysisTests",
      dependencies: ["StrataAnalysis", "StrataStore", "StrataTesting", "TransparencyLog"],
      exclude: ["Reports/Golden"], swiftSettings: settings),
    .testTarget(
      name: "StrataMetricsTests",
      dependencies: ["StrataMetrics", .product(name: "CoreMetrics", package: "swift-metrics")],
      swiftSettings: settings),
    .testTarget(
      name: "StrataStoreTests",
      dependencies: [
        "AgeEncryption", "StrataMetrics", "StrataPostgres", "StrataStore", "StrataTesting",
        "TransparencyLog", "strata", "strata-load",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ], exclude: ["Files/Golden"], swiftSettings: settings),
    .testTarget(
      name: "StrataCommandTests",
      dependencies: [
        "strata", "StrataTesting", "TransparencyLog",
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: settings),
  ]
)

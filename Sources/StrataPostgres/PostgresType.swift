/// The types of PostgreSQL that the journal's tables and queries use, by their fixed object ids
/// (`pg_type.dat` in its sources).
enum PostgresType: UInt32 {
  case bool = 16
  case bytes = 17
  case name = 19
  case int8 = 20
  case int2 = 21
  case int4 = 23
  case text = 25
  case json = 114
  case cidr = 650
  case float4 = 700
  case float8 = 701
  case unknown = 705
  case inet = 869
  case character = 1042
  case varying = 1043
  case moment = 1184
  case numeric = 1700
  case void = 2278
  case uuid = 2950
  case jsonb = 3802
}

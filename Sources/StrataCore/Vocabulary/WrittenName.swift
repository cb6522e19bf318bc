/// How a value of the vocabulary is written for people: `on_prem` is "on premises".
///
/// Only what differs from the value itself is listed. A value that the vocabulary does not have, or that
/// somebody stated in words of their own, stays as it was stated.
package enum WrittenName {
  /// The written name of one value.
  package static func of(_ value: String, in facet: Facet) -> String {
    table(of: facet)[value] ?? value
  }

  /// The written names of several values in one text: `pci_dss, gdpr`.
  package static func ofList(_ values: String, in facet: Facet) -> String {
    values.split(separator: ", ", omittingEmptySubsequences: false)
      .map { of(String($0), in: facet) }.joined(separator: ", ")
  }

  private static func table(of facet: Facet) -> [String: String] {
    switch facet {
    case .provider: providers
    case .architecture: architectures
    case .service: services
    case .environment: environments
    case .compliance: regimes
    case .scale: scales
    case .project: [:]
    }
  }

  private static let providers = [
    "aws": "AWS", "azure": "Azure", "gcp": "GCP", "on_prem": "on premises", "oci": "OCI",
    "ibm": "IBM Cloud", "alibaba": "Alibaba Cloud", "tencent": "Tencent Cloud",
    "huawei": "Huawei Cloud", "digitalocean": "DigitalOcean", "hetzner": "Hetzner",
    "ovh": "OVHcloud", "scaleway": "Scaleway", "akamai": "Akamai", "fastly": "Fastly",
    "linode": "Linode", "vultr": "Vultr", "exoscale": "Exoscale", "ionos": "IONOS",
    "stackit": "STACKIT", "otc": "Open Telekom Cloud", "cloudflare": "Cloudflare",
    "heroku": "Heroku", "render": "Render", "fly": "Fly.io", "vercel": "Vercel",
    "netlify": "Netlify", "upcloud": "UpCloud", "civo": "Civo", "rackspace": "Rackspace",
    "yandex": "Yandex Cloud", "t_systems": "T-Systems", "sap_btp": "SAP BTP",
  ]

  private static let architectures = [
    "api_gateway": "API gateway", "load_balancer": "load balancer",
    "ingress_controller": "ingress controller", "service_mesh": "service mesh",
    "ebpf_agent": "eBPF agent", "cdn_edge": "CDN edge", "vm_agent": "VM agent",
    "event_driven": "event-driven", "reverse_proxy": "reverse proxy", "cloud_run": "Cloud Run",
  ]

  private static let services = [
    "web_application": "web application", "mobile_backend": "mobile backend",
    "graphql": "GraphQL", "iot_backend": "IoT backend", "rest_api": "REST API",
    "data_platform": "data platform", "ml_service": "ML service",
    "event_processing": "event processing", "game_backend": "game backend",
    "grpc_service": "gRPC service", "soap_service": "SOAP service",
  ]

  private static let environments = ["dr": "disaster recovery"]

  private static let scales = ["mid_market": "mid-market"]

  private static let regimes = [
    "hipaa": "HIPAA", "pci_dss": "PCI DSS", "soc2": "SOC 2", "gdpr": "GDPR",
    "iso27001": "ISO 27001", "fedramp": "FedRAMP", "nis2": "NIS 2", "dora": "DORA",
    "ccpa": "CCPA", "hitrust": "HITRUST", "tisax": "TISAX", "irap": "IRAP", "c5": "BSI C5",
    "bsi": "BSI IT-Grundschutz", "sox": "SOX", "nerc_cip": "NERC CIP", "iso27701": "ISO 27701",
    "iso27017": "ISO 27017", "iso22301": "ISO 22301", "swift_csp": "SWIFT CSP", "glba": "GLBA",
    "ferpa": "FERPA", "coppa": "COPPA", "cjis": "CJIS", "itar": "ITAR", "cmmc": "CMMC",
    "nist_800_53": "NIST 800-53", "gxp": "GxP", "lgpd": "LGPD", "popia": "POPIA",
    "pipeda": "PIPEDA", "pdpa": "PDPA", "appi": "APPI", "psd2": "PSD2", "eidas": "eIDAS",
    "bait": "BAIT", "mas_trm": "MAS TRM", "apra": "APRA", "hds": "HDS", "ens": "ENS",
    "iec62443": "IEC 62443", "cyber_essentials": "Cyber Essentials", "dspt": "DSPT",
    "fips": "FIPS 140", "nydfs": "NYDFS", "cra": "Cyber Resilience Act", "pipl": "PIPL",
    "secnumcloud": "SecNumCloud", "ismap": "ISMAP", "mdr": "MDR", "tx_ramp": "TX-RAMP",
    "section_508": "Section 508",
  ]
}

package config

import "strings"

// Kind is the form of a setting's value, as people read it.
type Kind string

// The kinds of settings. A list is written with commas in flags and the
// environment, and as an array (or with commas) in the file. A relative path
// starts from the working folder, in the file from the file's own folder.
const (
	Text   Kind = "text"
	Path   Kind = "path"
	Choice Kind = "choice"
	Bool   Kind = "bool"
	List   Kind = "list"
)

// Setting is one line of the table.
type Setting struct {
	Key     string // as in the file; flag and environment names follow from it
	Kind    Kind
	Default string
	Secret  bool
	Unit    string // what the value is counted or written in; "" when plain
	English string
	Chinese string
	// advice is what to do about a wrong value.
	advice string
	set    func(c *Config, value string) error
}

// Flag is the setting's name on the command line, without dashes.
func (s Setting) Flag() string { return strings.ReplaceAll(s.Key, "_", "-") }

// Env is the setting's name in the environment.
func (s Setting) Env() string { return "TONGGUI_" + strings.ToUpper(s.Key) }

// Settings is every setting there is. To add one: a field in Config, a line here.
var Settings = []Setting{
	{
		Key: "data", Kind: Path, Default: "./data",
		English: "Folder that holds everything this installation keeps: database, files, certificates. May not stand in the tonggui.toml of that same folder.",
		Chinese: "数据目录：数据库、文件、证书都在其中。不能写在该目录自己的 tonggui.toml 里。",
		advice:  "give the path of a folder", set: setData,
	},
	{
		Key: "listen", Kind: Text, Default: "127.0.0.1:8765", Unit: "host:port",
		English: "Address to listen on. Other than loopback only with TLS or a declared proxy (trusted_proxies).",
		Chinese: "监听地址。非本机回环地址必须启用 TLS，或声明受信任的反向代理（trusted_proxies）。",
		advice:  "write host:port, for example 127.0.0.1:8765", set: setListen,
	},
	{
		Key: "public_url", Kind: Text, Unit: "URL",
		English: "Address under which people reach the product, for links and the check of origins. Empty: follows from listen.",
		Chinese: "用户访问本平台的地址，用于生成链接和校验来源。留空则由 listen 推出。",
		advice:  "write scheme and host only, for example https://im.example.com", set: setPublicURL,
	},
	{
		Key: "database_url", Kind: Text, Secret: true, Unit: "URL",
		English: "postgres://user:password@host/database for PostgreSQL 15 or later. Empty: SQLite in the data folder.",
		Chinese: "PostgreSQL 15 及以上：postgres://用户:密码@主机/库名。留空则使用数据目录中的 SQLite。",
		advice:  "write postgres://user:password@host:5432/database, or leave it empty for SQLite", set: setDatabaseURL,
	},
	{
		Key: "nats_url", Kind: List, Unit: "URLs",
		English: "The NATS servers by which several servers of one installation tell each other at once what is new. Empty: none is needed, as with a single server. With several servers and no NATS, messages reach the others a second later.",
		Chinese: "多台服务器之间即时通知所用的 NATS 服务器地址。留空即可单机运行；多台服务器而不设 NATS 时，消息会晚约一秒到达其他服务器上的用户。",
		advice:  "list addresses, for example nats://10.0.0.31:4222, tls://nats.example.com:4222", set: setNATS,
	},
	{
		Key: "nats_user", Kind: Text,
		English: "User name for the NATS servers. Needs nats_password.",
		Chinese: "登录 NATS 的用户名，需同时设置 nats_password。",
		advice:  "write the user name", set: func(c *Config, v string) error { c.NATSUser = v; return nil },
	},
	{
		Key: "nats_password", Kind: Text, Secret: true,
		English: "Password of nats_user.",
		Chinese: "nats_user 的密码。",
		advice:  "give the password, best by nats_password_file", set: func(c *Config, v string) error { c.NATSPassword = NewSecret(v); return nil },
	},
	{
		Key: "nats_token", Kind: Text, Secret: true,
		English: "Token for the NATS servers, instead of a user name.",
		Chinese: "登录 NATS 的令牌，用来代替用户名。",
		advice:  "give the token, best by nats_token_file", set: func(c *Config, v string) error { c.NATSToken = NewSecret(v); return nil },
	},
	{
		Key: "nats_credentials_file", Kind: Path,
		English: "A credentials file (.creds) for the NATS servers, instead of a user name.",
		Chinese: "登录 NATS 的凭据文件（.creds），用来代替用户名。",
		advice:  "give the path of a .creds file", set: func(c *Config, v string) error { c.NATSCreds = v; return nil },
	},
	{
		Key: "nats_ca_file", Kind: Path,
		English: "Certificate authorities (PEM) to trust for the NATS servers instead of the machine's. For addresses with tls://.",
		Chinese: "校验 NATS 服务器证书所用的颁发机构（PEM），代替系统自带的。用于 tls:// 地址。",
		advice:  "give the path of a PEM file", set: func(c *Config, v string) error { c.NATSCA = v; return nil },
	},
	{
		Key: "log_level", Kind: Choice, Default: "info", Unit: "debug, info, warn, error",
		English: "The least important log lines that are still written.",
		Chinese: "日志级别，低于此级别的日志不写出。",
		advice:  "choose debug, info, warn or error", set: setLogLevel,
	},
	{
		Key: "log_format", Kind: Choice, Default: "text", Unit: "text, json",
		English: "Form of the log: text for people, json for machines.",
		Chinese: "日志格式：text 便于人读，json 便于程序处理。",
		advice:  "choose text or json", set: setLogFormat,
	},
	{
		Key: "tls_cert", Kind: Path,
		English: "Certificate chain (PEM). Read again when the file changes. Needs tls_key.",
		Chinese: "证书链文件（PEM），文件更新后自动重新载入。需同时设置 tls_key。",
		advice:  "give the path of a PEM file", set: func(c *Config, v string) error { c.TLSCert = v; return nil },
	},
	{
		Key: "tls_key", Kind: Path,
		English: "Private key of tls_cert (PEM).",
		Chinese: "tls_cert 对应的私钥文件（PEM）。",
		advice:  "give the path of a PEM file", set: func(c *Config, v string) error { c.TLSKey = v; return nil },
	},
	{
		Key: "tls_acme_domains", Kind: List, Unit: "domain names",
		English: "Get certificates for these names from Let's Encrypt. Port 443 of each name must reach this server.",
		Chinese: "通过 Let's Encrypt 为这些域名自动申请证书。各域名的 443 端口必须能访问到本服务器。",
		advice:  "list full domain names, for example im.example.com", set: setACMEDomains,
	},
	{
		Key: "tls_acme_email", Kind: Text, Unit: "mail address",
		English: "Whom the certificate authority may write to about these certificates.",
		Chinese: "证书颁发机构的联系邮箱。",
		advice:  "write one mail address, for example it@example.com", set: setACMEEmail,
	},
	{
		Key: "tls_own_ca", Kind: Bool, Default: "false",
		English: "Make an own certificate authority in the data folder, for networks without a public name. /ca shows how to install it on phones and computers.",
		Chinese: "在数据目录中自建证书颁发机构，适用于没有公网域名的内网。安装方法见 /ca 页面。",
		advice:  "write true or false", set: setOwnCA,
	},
	{
		Key: "tls_own_ca_names", Kind: List, Unit: "host names, IP addresses",
		English: "Further names for the own authority's certificate. The host of public_url and of listen, this computer's name and localhost are always in it.",
		Chinese: "自建证书中额外包含的主机名或 IP。public_url 与 listen 的主机、本机名和 localhost 总是包含在内。",
		advice:  "list host names or IP addresses, for example im.corp.lan, 10.0.0.5", set: setOwnCANames,
	},
	{
		Key: "trusted_proxies", Kind: List, Unit: "IP addresses, CIDR ranges",
		English: "Reverse proxies in front of this server that end TLS. Only from these addresses are X-Forwarded-For and X-Forwarded-Proto believed.",
		Chinese: "位于本服务器之前并负责 TLS 的反向代理。只采信来自这些地址的 X-Forwarded-For 与 X-Forwarded-Proto。",
		advice:  "list the proxies' addresses, for example 10.0.0.2 or 10.0.0.0/24", set: setTrustedProxies,
	},
	{
		Key: "metrics_from", Kind: List, Default: "127.0.0.0/8, ::1", Unit: "IP addresses, CIDR ranges",
		English: "Who may read /metrics: the addresses of the monitoring system. Everybody else is told that there is no such page.",
		Chinese: "允许读取 /metrics 的地址，即监控系统的地址。其他来源一律视为页面不存在。",
		advice:  "list the monitoring system's addresses, for example 10.0.0.9 or 10.0.0.0/24", set: setMetricsFrom,
	},
	{
		Key: "debug_listen", Kind: Text, Unit: "host:port",
		English: "A second address, of this machine only, at which profiles of the running server can be taken (/debug/pprof/, as Go has it). They show what the server holds in memory: set it while looking for something, not for good. Empty: none.",
		Chinese: "用于采集运行中服务器性能数据的第二个监听地址（Go 的 /debug/pprof/），只能是本机回环地址。性能数据会暴露内存中的内容，排查问题时才设置。留空则关闭。",
		advice:  "write a loopback address with a port, for example 127.0.0.1:8766", set: setDebugListen,
	},
	{
		Key: "otlp_endpoint", Kind: Text, Unit: "URL",
		English: "A collector of traces (OpenTelemetry, OTLP over HTTP) that is told how long requests, writes and pushes took. No content and no names are sent. Empty: nothing is traced.",
		Chinese: "链路追踪的收集端（OpenTelemetry，OTLP/HTTP），用于分析请求、写入和推送的耗时。不含任何内容和姓名。留空则不追踪。",
		advice:  "write scheme, host and port, for example http://127.0.0.1:4318", set: setOTLPEndpoint,
	},
	{
		Key: "otlp_headers", Kind: Text, Secret: true, Unit: "Name=value, …",
		English: "Headers that the collector asks for, such as Authorization=Bearer …",
		Chinese: "收集端要求的请求头，例如 Authorization=Bearer …",
		advice:  "write Name=value, several with commas, best by otlp_headers_file", set: setOTLPHeaders,
	},
	{
		Key: "otlp_ca", Kind: Path,
		English: "Certificate authorities (PEM) to trust for the collector instead of the machine's.",
		Chinese: "校验收集端证书所用的颁发机构（PEM），代替系统自带的。",
		advice:  "give the path of a PEM file", set: func(c *Config, v string) error { c.OTLPCA = v; return nil },
	},
	{
		Key: "otlp_sample", Kind: Text, Default: "1%", Unit: "%",
		English: "Which part of all requests is traced.",
		Chinese: "追踪多大比例的请求。",
		advice:  "write a percentage, for example 1% or 0.1%", set: setOTLPSample,
	},
	{
		Key: "files_origin", Kind: Text, Unit: "URL",
		English: "An address of its own for files that people send, leading to this same server, so that nothing in a file is ever of one origin with the product. Empty: files come from public_url, as attachments and in a sandbox.",
		Chinese: "用户文件专用的访问地址，同样指向本服务器，使文件内容与平台页面永不同源。留空则由 public_url 提供，以附件和沙箱方式输出。",
		advice:  "write scheme and host only, for example https://files.example.com", set: setFilesOrigin,
	},
	{
		Key: "max_upload_size", Kind: Text, Default: "10 GB", Unit: "MB, GB",
		English: "The largest file that people may keep in their library. What is sent in a message is limited by a rule of the company instead.",
		Chinese: "个人文件库中单个文件的大小上限。消息中的文件另受公司规则限制。",
		advice:  "write a number with MB or GB, for example 10 GB", set: setMaxUpload,
	},
	{
		Key: "blob_store", Kind: Choice, Default: "disk", Unit: "disk, s3",
		English: "Where files that people send are kept, sealed: disk is the folder blobs in the data folder, s3 a bucket. There is no tool yet that moves them from one to the other.",
		Chinese: "用户文件（加密后）的存放位置：disk 为数据目录下的 blobs 目录，s3 为对象存储。目前没有在两者之间搬迁的工具。",
		advice:  "choose disk or s3", set: setBlobStore,
	},
	{
		Key: "blob_keys_file", Kind: Path,
		English: "The keys with which stored files, and the audit log's signing keys, are sealed. Empty: keys/blobs.json in the data folder. Without this file no stored file can be opened: back it up, apart from the files. Every server of an installation needs the same one.",
		Chinese: "用于加密文件和审计日志签名密钥的密钥文件，留空为数据目录下的 keys/blobs.json。丢失后所有已存文件都无法打开，务必单独备份。多台服务器须使用同一个密钥文件。",
		advice:  "give the path of a file that the server may read and write", set: func(c *Config, v string) error { c.BlobKeysFile = v; return nil },
	},
	{
		Key: "keys_passphrase", Kind: Text, Secret: true,
		English: "A passphrase under which the file of keys is sealed, so that a copy of the file alone opens nothing. A file that is there already is sealed by the next `tonggui keys rotate`. Empty: the file is not sealed. Without the passphrase the server does not start.",
		Chinese: "用于加密密钥文件本身的口令，使仅得到该文件的人无法解密任何内容。已有的密钥文件在下次执行 tonggui keys rotate 时加密。留空则不加密。缺少口令时服务器无法启动。",
		advice:  "give the passphrase, best by keys_passphrase_file", set: func(c *Config, v string) error { c.KeysPassphrase = NewSecret(v); return nil },
	},
	{
		Key: "audit_checkpoint_file", Kind: Path,
		English: "A file to which each signed checkpoint of the audit log is added. Put it where nobody who can write to the database can change it, best on another machine: what is older than its newest checkpoint cannot be changed without being found.",
		Chinese: "追加保存审计日志签名检查点的文件。应放在能写数据库的人无法改动的地方，最好在另一台机器上：早于其中最新检查点的记录一经改动必被发现。",
		advice:  "give the path of a file that the server may write", set: func(c *Config, v string) error { c.AuditFile = v; return nil },
	},
	{
		Key: "audit_checkpoint_bucket", Kind: Text,
		English: "A bucket of the S3 server (the s3_ settings) into which each signed checkpoint of the audit log is put. Best one that keeps objects from being changed or deleted, and not the bucket of the files.",
		Chinese: "保存审计日志签名检查点的存储桶（使用 s3_ 开头的设置）。建议启用对象锁定，且不与存放文件的桶共用。",
		advice:  "write the bucket's name: 3 to 63 lower-case letters, digits, dots and hyphens", set: setAuditBucket,
	},
	{
		Key: "s3_endpoint", Kind: Text, Unit: "URL",
		English: "Address of the S3 server, scheme and host. For blob_store = s3.",
		Chinese: "对象存储（S3 协议）的地址，只含协议和主机。用于 blob_store = s3。",
		advice:  "write scheme and host only, for example https://s3.example.com", set: setS3Endpoint,
	},
	{
		Key: "s3_bucket", Kind: Text,
		English: "The bucket. It must exist, and nothing else may use it.",
		Chinese: "存储桶名称。须已建好，且不与其他系统共用。",
		advice:  "write the bucket's name: 3 to 63 lower-case letters, digits, dots and hyphens", set: setS3Bucket,
	},
	{
		Key: "s3_region", Kind: Text, Default: "us-east-1",
		English: "The bucket's region. Servers of one's own usually accept the default.",
		Chinese: "存储桶所在区域。自建的对象存储通常用默认值即可。",
		advice:  "write the region as the provider names it", set: func(c *Config, v string) error { c.S3Region = v; return nil },
	},
	{
		Key: "s3_access_key", Kind: Text,
		English: "Access key id. It needs the rights to read, write and delete objects and to list the bucket.",
		Chinese: "访问密钥 ID。需要有读、写、删除对象和列出存储桶的权限。",
		advice:  "write the access key id", set: func(c *Config, v string) error { c.S3AccessKey = v; return nil },
	},
	{
		Key: "s3_secret_key", Kind: Text, Secret: true,
		English: "Secret access key.",
		Chinese: "访问密钥的机密部分。",
		advice:  "give the secret access key, best by s3_secret_key_file", set: func(c *Config, v string) error { c.S3SecretKey = NewSecret(v); return nil },
	},
	{
		Key: "s3_addressing", Kind: Choice, Default: "auto", Unit: "auto, path, host",
		English: "Where the bucket's name goes: path is https://host/bucket, host is https://bucket.host, auto goes by what is known of the provider.",
		Chinese: "存储桶名称的位置：path 为 https://主机/桶名，host 为 https://桶名.主机，auto 按已知的服务商判断。",
		advice:  "choose auto, path or host", set: setS3Addressing,
	},
	{
		Key: "s3_ca", Kind: Path,
		English: "Certificate authorities (PEM) to trust for the S3 server instead of the machine's.",
		Chinese: "校验对象存储证书所用的颁发机构（PEM），代替系统自带的。",
		advice:  "give the path of a PEM file", set: func(c *Config, v string) error { c.S3CA = v; return nil },
	},
	{
		Key: "link_previews", Kind: Bool, Default: "false",
		English: "Show title and description of links in messages. The server then visits what people write to each other; only public addresses, never inside ones.",
		Chinese: "显示消息中链接的标题和摘要。开启后服务器会访问用户所发的链接，但只访问公网地址，不访问内网。",
		advice:  "write true or false", set: setLinkPreviews,
	},
	{
		Key: "egress_deny", Kind: List, Unit: "IP addresses, CIDR ranges",
		English: "Addresses that the server never visits on behalf of people, beyond all that are not public: the company's own public ranges.",
		Chinese: "除全部非公网地址外，服务器也不代用户访问的地址，例如公司自有的公网地址段。",
		advice:  "list addresses or ranges, for example 203.0.113.0/24", set: func(c *Config, v string) (err error) { c.EgressDeny, err = parseRanges(v); return err },
	},
}

func find(key string) (Setting, bool) {
	for _, s := range Settings {
		if s.Key == key {
			return s, true
		}
	}
	return Setting{}, false
}

// Declarations only: what the compiler needs to know of this nanoFramework assembly. The code is on the board.
[assembly: System.Reflection.AssemblyVersion("1.5.200.0")]

namespace System.Net
{
    public enum AuthenticationType
    {
        Basic = 0,
        WindowsLive = 1,
    }

    public delegate void HttpContinueDelegate(int StatusCode, System.Net.WebHeaderCollection httpHeaders);

    public class HttpKnownHeaderNames
    {
        public const string CacheControl = "Cache-Control";
        public const string Connection = "Connection";
        public const string Date = "Date";
        public const string KeepAlive = "Keep-Alive";
        public const string Pragma = "Pragma";
        public const string ProxyConnection = "Proxy-Connection";
        public const string Trailer = "Trailer";
        public const string TransferEncoding = "Transfer-Encoding";
        public const string Upgrade = "Upgrade";
        public const string Via = "Via";
        public const string Warning = "Warning";
        public const string ContentLength = "Content-Length";
        public const string ContentType = "Content-Type";
        public const string ContentID = "Content-ID";
        public const string ContentEncoding = "Content-Encoding";
        public const string ContentTransferEncoding = "Content-Transfer-Encoding";
        public const string ContentLanguage = "Content-Language";
        public const string ContentLocation = "Content-Location";
        public const string ContentRange = "Content-Range";
        public const string Expires = "Expires";
        public const string LastModified = "Last-Modified";
        public const string Age = "Age";
        public const string Location = "Location";
        public const string ProxyAuthenticate = "Proxy-Authenticate";
        public const string RetryAfter = "Retry-After";
        public const string Server = "Server";
        public const string SetCookie = "Set-Cookie";
        public const string SetCookie2 = "Set-Cookie2";
        public const string Vary = "Vary";
        public const string WWWAuthenticate = "WWW-Authenticate";
        public const string Accept = "Accept";
        public const string AcceptCharset = "Accept-Charset";
        public const string AcceptEncoding = "Accept-Encoding";
        public const string AcceptLanguage = "Accept-Language";
        public const string Authorization = "Authorization";
        public const string Cookie = "Cookie";
        public const string Cookie2 = "Cookie2";
        public const string Expect = "Expect";
        public const string From = "From";
        public const string Host = "Host";
        public const string IfMatch = "If-Match";
        public const string IfModifiedSince = "If-Modified-Since";
        public const string IfNoneMatch = "If-None-Match";
        public const string IfRange = "If-Range";
        public const string IfUnmodifiedSince = "If-Unmodified-Since";
        public const string MaxForwards = "Max-Forwards";
        public const string ProxyAuthorization = "Proxy-Authorization";
        public const string Referer = "Referer";
        public const string Range = "Range";
        public const string UserAgent = "User-Agent";
        public const string ContentMD5 = "Content-MD5";
        public const string ETag = "ETag";
        public const string TE = "TE";
        public const string Allow = "Allow";
        public const string AcceptRanges = "Accept-Ranges";
        public const string MimeVersion = "MIME-Version";
        public const string SecWebSocketAccept = "Sec-WebSocket-Accept";
        public const string SecWebSocketProtocol = "Sec-WebSocket-Protocol";
        public const string SecWebSocketVersion = "Sec-WebSocket-Version";
        public const string SecWebSocketKey = "Sec-WebSocket-Key";
        public HttpKnownHeaderNames() { }
    }

    public class HttpListener
    {
        public System.Net.Security.SslProtocols SslProtocols { get => throw null; set => throw null; }
        public bool IsListening { get => throw null; }
        public int MaximumResponseHeadersLength { get => throw null; set => throw null; }
        public System.Security.Cryptography.X509Certificates.X509Certificate HttpsCert { get => throw null; set => throw null; }
        public HttpListener(string prefix) { }
        public HttpListener(string prefix, int port, System.Net.IPAddress localEndpointIP = null) { }
        public void Abort() => throw null;
        public void Start() => throw null;
        public void Close() => throw null;
        public void Stop() => throw null;
        public System.Net.HttpListenerContext GetContext() => throw null;
    }

    public class HttpListenerContext
    {
        public System.Net.HttpListenerRequest Request { get => throw null; }
        public System.Net.HttpListenerResponse Response { get => throw null; }
        public void Reset() => throw null;
        public void Close() => throw null;
        internal HttpListenerContext() { }
    }

    public class HttpListenerRequest
    {
        public string HttpMethod { get => throw null; }
        public string RawUrl { get => throw null; }
        public string[] AcceptTypes { get => throw null; }
        public long ContentLength64 { get => throw null; }
        public string ContentType { get => throw null; }
        public System.Net.WebHeaderCollection Headers { get => throw null; }
        public System.IO.Stream InputStream { get => throw null; }
        public bool IsAuthenticated { get => throw null; }
        public bool KeepAlive { get => throw null; }
        public System.Net.IPEndPoint LocalEndPoint { get => throw null; }
        public System.Version ProtocolVersion { get => throw null; }
        public System.Net.IPEndPoint RemoteEndPoint { get => throw null; }
        public System.Uri Url { get => throw null; }
        public string UserAgent { get => throw null; }
        public string UserHostAddress { get => throw null; }
        public string UserHostName { get => throw null; }
        public System.Net.NetworkCredential Credentials { get => throw null; }
        public string[] UserLanguages { get => throw null; }
        public void Reset() => throw null;
        internal HttpListenerRequest() { }
    }

    public sealed class HttpListenerResponse : System.IDisposable
    {
        void System.IDisposable.Dispose() => throw null;
        public int StatusCode { get => throw null; set => throw null; }
        public long ContentLength64 { get => throw null; set => throw null; }
        public bool HasStarted { get => throw null; }
        public System.Net.WebHeaderCollection Headers { get => throw null; set => throw null; }
        public bool KeepAlive { get => throw null; set => throw null; }
        public System.IO.Stream OutputStream { get => throw null; }
        public System.Version ProtocolVersion { get => throw null; set => throw null; }
        public string RedirectLocation { get => throw null; set => throw null; }
        public bool SendChunked { get => throw null; set => throw null; }
        public System.Text.Encoding ContentEncoding { get => throw null; set => throw null; }
        public string ContentType { get => throw null; set => throw null; }
        public string StatusDescription { get => throw null; set => throw null; }
        public void Detach() => throw null;
        public void Close() => throw null;
        ~HttpListenerResponse() { }
        internal HttpListenerResponse() { }
    }

    public enum HttpStatusCode
    {
        Continue = 100,
        SwitchingProtocols = 101,
        OK = 200,
        Created = 201,
        Accepted = 202,
        NonAuthoritativeInformation = 203,
        NoContent = 204,
        ResetContent = 205,
        PartialContent = 206,
        MultipleChoices = 300,
        Ambiguous = 300,
        MovedPermanently = 301,
        Moved = 301,
        Found = 302,
        Redirect = 302,
        SeeOther = 303,
        RedirectMethod = 303,
        NotModified = 304,
        UseProxy = 305,
        Unused = 306,
        TemporaryRedirect = 307,
        RedirectKeepVerb = 307,
        BadRequest = 400,
        Unauthorized = 401,
        PaymentRequired = 402,
        Forbidden = 403,
        NotFound = 404,
        MethodNotAllowed = 405,
        NotAcceptable = 406,
        ProxyAuthenticationRequired = 407,
        RequestTimeout = 408,
        Conflict = 409,
        Gone = 410,
        LengthRequired = 411,
        PreconditionFailed = 412,
        RequestEntityTooLarge = 413,
        RequestUriTooLong = 414,
        UnsupportedMediaType = 415,
        RequestedRangeNotSatisfiable = 416,
        ExpectationFailed = 417,
        InternalServerError = 500,
        NotImplemented = 501,
        BadGateway = 502,
        ServiceUnavailable = 503,
        GatewayTimeout = 504,
        HttpVersionNotSupported = 505,
    }

    public class HttpVersion
    {
        public static readonly System.Version Version10;
        public static readonly System.Version Version11;
        public HttpVersion() { }
    }

    public class HttpWebRequest : System.Net.WebRequest
    {
        public override int Timeout { get => throw null; set => throw null; }
        public System.Net.NetworkCredential Credentials { get => throw null; set => throw null; }
        public System.Security.Cryptography.X509Certificates.X509Certificate HttpsAuthentCert { get => throw null; set => throw null; }
        public System.Net.Security.SslVerification SslVerification { get => throw null; set => throw null; }
        public System.Net.Security.SslProtocols SslProtocols { get => throw null; set => throw null; }
        public int ReadWriteTimeout { get => throw null; set => throw null; }
        public override System.Uri RequestUri { get => throw null; }
        public System.Uri Address { get => throw null; }
        public bool AllowWriteStreamBuffering { get => throw null; set => throw null; }
        public override long ContentLength { get => throw null; set => throw null; }
        public System.Net.HttpContinueDelegate ContinueDelegate { get => throw null; set => throw null; }
        public bool AllowAutoRedirect { get => throw null; }
        public int MaximumAutomaticRedirections { get => throw null; }
        public override string Method { get => throw null; set => throw null; }
        public bool KeepAlive { get => throw null; set => throw null; }
        public int MaximumResponseHeadersLength { get => throw null; set => throw null; }
        public static int DefaultMaximumResponseHeadersLength { get => throw null; set => throw null; }
        public override System.Net.WebHeaderCollection Headers { get => throw null; set => throw null; }
        public override System.Net.IWebProxy Proxy { get => throw null; set => throw null; }
        public bool SendChunked { get => throw null; set => throw null; }
        public System.Version ProtocolVersion { get => throw null; set => throw null; }
        public override string ContentType { get => throw null; set => throw null; }
        public string TransferEncoding { get => throw null; set => throw null; }
        public string Accept { get => throw null; set => throw null; }
        public string Referer { get => throw null; set => throw null; }
        public string UserAgent { get => throw null; set => throw null; }
        public string Expect { get => throw null; set => throw null; }
        public System.DateTime IfModifiedSince { get => throw null; }
        public bool HaveResponse { get => throw null; }
        protected override void Dispose(bool disposing) => throw null;
        public void Reset() => throw null;
        public void AddRange(int from, int to) => throw null;
        public void AddRange(int range) => throw null;
        public void AddRange(string rangeSpecifier, int from, int to) => throw null;
        public void AddRange(string rangeSpecifier, int range) => throw null;
        public override System.Net.WebResponse GetResponse() => throw null;
        public override System.IO.Stream GetRequestStream() => throw null;
        internal HttpWebRequest() { }
    }

    public class HttpWebResponse : System.Net.WebResponse
    {
        public override System.Net.WebHeaderCollection Headers { get => throw null; }
        public override long ContentLength { get => throw null; }
        public string ContentEncoding { get => throw null; }
        public override string ContentType { get => throw null; }
        public string Server { get => throw null; }
        public System.DateTime LastModified { get => throw null; }
        public System.Net.HttpStatusCode StatusCode { get => throw null; }
        public string StatusDescription { get => throw null; }
        public System.Version ProtocolVersion { get => throw null; }
        public override System.Uri ResponseUri { get => throw null; }
        public string Method { get => throw null; }
        public override System.IO.Stream GetResponseStream() => throw null;
        public string GetResponseHeader(string headerName) => throw null;
        protected override void Dispose(bool disposing) => throw null;
        public override void Close() => throw null;
        internal HttpWebResponse() { }
    }

    public interface IWebProxy
    {
        System.Uri GetProxy(System.Uri destination);
        bool IsBypassed(System.Uri host);
    }

    public interface IWebRequestCreate
    {
        System.Net.WebRequest Create(System.Uri uri);
    }

    public class NetworkCredential
    {
        public string UserName { get => throw null; set => throw null; }
        public string Password { get => throw null; set => throw null; }
        public System.Net.AuthenticationType AuthenticationType { get => throw null; set => throw null; }
        public NetworkCredential() { }
        public NetworkCredential(string userName, string password) { }
        public NetworkCredential(string userName, string password, System.Net.AuthenticationType authenticationType) { }
    }

    public class ProtocolViolationException : System.InvalidOperationException
    {
        public ProtocolViolationException() { }
        public ProtocolViolationException(string message) { }
    }

    public class WebException : System.InvalidOperationException
    {
        public System.Net.WebExceptionStatus Status { get => throw null; }
        public System.Net.WebResponse Response { get => throw null; }
        public WebException() { }
        public WebException(string message) { }
        public WebException(string message, System.Exception innerException) { }
        public WebException(string message, System.Net.WebExceptionStatus status) { }
        public WebException(string message, System.Exception inner, System.Net.WebExceptionStatus status, System.Net.WebResponse response) { }
    }

    public enum WebExceptionStatus
    {
        Success = 0,
        NameResolutionFailure = 1,
        ConnectFailure = 2,
        ReceiveFailure = 3,
        SendFailure = 4,
        PipelineFailure = 5,
        RequestCanceled = 6,
        ProtocolError = 7,
        ConnectionClosed = 8,
        TrustFailure = 9,
        SecureChannelFailure = 10,
        ServerProtocolViolation = 11,
        KeepAliveFailure = 12,
        Pending = 13,
        Timeout = 14,
        ProxyNameResolutionFailure = 15,
    }

    public class WebHeaderCollection
    {
        public string this[string header] { get => throw null; }
        public int Count { get => throw null; }
        public string[] AllKeys { get => throw null; }
        public WebHeaderCollection() { }
        public void Add(string name, string value) => throw null;
        public void Add(string header) => throw null;
        public void Set(string name, string value) => throw null;
        public void Remove(string name) => throw null;
        public string[] GetValues(string header) => throw null;
        public override string ToString() => throw null;
        public byte[] ToByteArray() => throw null;
        public static bool IsRestricted(string headerName) => throw null;
    }

    public class WebProxy : System.Net.IWebProxy
    {
        public System.Uri Address { get => throw null; set => throw null; }
        public bool BypassProxyOnLocal { get => throw null; set => throw null; }
        public WebProxy() { }
        public WebProxy(System.Uri Address) { }
        public WebProxy(System.Uri Address, bool BypassOnLocal) { }
        public WebProxy(string Host, int Port) { }
        public WebProxy(string Address) { }
        public WebProxy(string Address, bool BypassOnLocal) { }
        public System.Uri GetProxy(System.Uri destination) => throw null;
        public bool IsBypassed(System.Uri host) => throw null;
    }

    public abstract class WebRequest : System.MarshalByRefObject, System.IDisposable
    {
        public virtual string Method { get => throw null; set => throw null; }
        public virtual System.Uri RequestUri { get => throw null; }
        public virtual string ConnectionGroupName { get => throw null; set => throw null; }
        public virtual System.Net.WebHeaderCollection Headers { get => throw null; set => throw null; }
        public virtual long ContentLength { get => throw null; set => throw null; }
        public virtual string ContentType { get => throw null; set => throw null; }
        public virtual int Timeout { get => throw null; set => throw null; }
        public static System.Net.IWebProxy DefaultWebProxy { get => throw null; set => throw null; }
        public virtual System.Net.IWebProxy Proxy { get => throw null; set => throw null; }
        protected WebRequest() { }
        public static void Initialize() => throw null;
        ~WebRequest() { }
        public void Dispose() => throw null;
        protected virtual void Dispose(bool disposing) => throw null;
        public virtual System.IO.Stream GetRequestStream() => throw null;
        public virtual System.Net.WebResponse GetResponse() => throw null;
        public static System.Net.WebRequest Create(string requestUriString) => throw null;
        public static System.Net.WebRequest Create(System.Uri requestUri) => throw null;
        public static bool RegisterPrefix(string prefix, System.Net.IWebRequestCreate creator) => throw null;
    }

    public abstract class WebResponse : System.MarshalByRefObject, System.IDisposable
    {
        public virtual long ContentLength { get => throw null; set => throw null; }
        public virtual string ContentType { get => throw null; set => throw null; }
        public virtual System.Uri ResponseUri { get => throw null; }
        public virtual System.Net.WebHeaderCollection Headers { get => throw null; }
        protected WebResponse() { }
        public virtual System.IO.Stream GetResponseStream() => throw null;
        ~WebResponse() { }
        public virtual void Close() => throw null;
        public void Dispose() => throw null;
        protected virtual void Dispose(bool disposing) => throw null;
    }
}

namespace System.Net.Http
{
    public class ByteArrayContent : System.Net.Http.HttpContent
    {
        public ByteArrayContent(byte[] content) { }
        public ByteArrayContent(byte[] content, int offset, int count) { }
        protected override void SerializeToStream(System.IO.Stream stream) => throw null;
        public override bool TryComputeLength(out long length) => throw null;
    }

    public enum ClientCertificateOption
    {
        Manual = 0,
        Automatic = 1,
    }

    public class HttpClient : System.Net.Http.HttpMessageInvoker
    {
        public System.Net.Http.Headers.HttpRequestHeaders DefaultRequestHeaders { get => throw null; }
        public System.Uri BaseAddress { get => throw null; set => throw null; }
        public System.TimeSpan Timeout { get => throw null; set => throw null; }
        public System.Security.Cryptography.X509Certificates.X509Certificate HttpsAuthentCert { get => throw null; set => throw null; }
        public System.Net.Security.SslProtocols SslProtocols { get => throw null; set => throw null; }
        public System.Net.Security.SslVerification SslVerification { get => throw null; set => throw null; }
        public HttpClient() : base(null) { }
        public System.Net.Http.HttpResponseMessage Delete(string requestUri) => throw null;
        public System.Net.Http.HttpResponseMessage Get(string requestUri) => throw null;
        public System.Net.Http.HttpResponseMessage Get(string requestUri, System.Net.Http.HttpCompletionOption completionOption) => throw null;
        public System.Net.Http.HttpResponseMessage Patch(string requestUri, System.Net.Http.HttpContent content) => throw null;
        public System.Net.Http.HttpResponseMessage Post(string requestUri, System.Net.Http.HttpContent content) => throw null;
        public System.Net.Http.HttpResponseMessage Put(string requestUri, System.Net.Http.HttpContent content) => throw null;
        public byte[] GetByteArray(string requestUri) => throw null;
        public System.IO.Stream GetStream(string requestUri) => throw null;
        public string GetString(string requestUri) => throw null;
        public override System.Net.Http.HttpResponseMessage Send(System.Net.Http.HttpRequestMessage request) => throw null;
        public System.Net.Http.HttpResponseMessage Send(System.Net.Http.HttpRequestMessage request, System.Net.Http.HttpCompletionOption completionOption) => throw null;
    }

    public class HttpClientHandler : System.Net.Http.HttpMessageHandler
    {
        public System.Net.Http.ClientCertificateOption ClientCertificateOptions { get => throw null; set => throw null; }
        public System.Security.Cryptography.X509Certificates.X509Certificate ClientCertificate { get => throw null; }
        public System.Net.NetworkCredential Credentials { get => throw null; set => throw null; }
        public System.Net.Security.SslProtocols SslProtocols { get => throw null; set => throw null; }
        public System.Net.IWebProxy Proxy { get => throw null; set => throw null; }
        public virtual bool SupportsAutomaticDecompression { get => throw null; }
        public virtual bool SupportsProxy { get => throw null; }
        public virtual bool SupportsRedirectConfiguration { get => throw null; }
        public bool UseCookies { get => throw null; }
        public bool UseProxy { get => throw null; set => throw null; }
        public HttpClientHandler() { }
        protected override void Dispose(bool disposing) => throw null;
        public override System.Net.Http.HttpResponseMessage Send(System.Net.Http.HttpRequestMessage request) => throw null;
    }

    public enum HttpCompletionOption
    {
        ResponseContentRead = 0,
        ResponseHeadersRead = 1,
    }

    public abstract class HttpContent : System.IDisposable
    {
        public System.Net.Http.Headers.HttpContentHeaders Headers { get => throw null; }
        protected HttpContent() { }
        public void CopyTo(System.IO.Stream stream) => throw null;
        public void LoadIntoBuffer() => throw null;
        public System.IO.Stream ReadAsStream() => throw null;
        public byte[] ReadAsByteArray() => throw null;
        public string ReadAsString() => throw null;
        public abstract bool TryComputeLength(out long length);
        public void Dispose() => throw null;
        protected virtual void Dispose(bool disposing) => throw null;
        protected abstract void SerializeToStream(System.IO.Stream stream);
        protected virtual System.IO.Stream CreateContentReadStream() => throw null;
    }

    public abstract class HttpMessageHandler : System.IDisposable
    {
        protected HttpMessageHandler() { }
        public abstract System.Net.Http.HttpResponseMessage Send(System.Net.Http.HttpRequestMessage request);
        protected virtual void Dispose(bool disposing) => throw null;
        public void Dispose() => throw null;
    }

    public class HttpMessageInvoker : System.IDisposable
    {
        public HttpMessageInvoker(System.Net.Http.HttpMessageHandler handler) { }
        public HttpMessageInvoker(System.Net.Http.HttpMessageHandler handler, bool disposeHandler) { }
        public virtual System.Net.Http.HttpResponseMessage Send(System.Net.Http.HttpRequestMessage request) => throw null;
        public void Dispose() => throw null;
        protected virtual void Dispose(bool disposing) => throw null;
    }

    public class HttpMethod
    {
        public static System.Net.Http.HttpMethod Get { get => throw null; }
        public static System.Net.Http.HttpMethod Put { get => throw null; }
        public static System.Net.Http.HttpMethod Post { get => throw null; }
        public static System.Net.Http.HttpMethod Delete { get => throw null; }
        public static System.Net.Http.HttpMethod Head { get => throw null; }
        public static System.Net.Http.HttpMethod Options { get => throw null; }
        public static System.Net.Http.HttpMethod Patch { get => throw null; }
        public string Method { get => throw null; }
        public HttpMethod(string method) { }
    }

    public class HttpRequestException : System.Exception
    {
        public HttpRequestException() { }
        public HttpRequestException(string message) { }
        public HttpRequestException(string message, System.Exception inner) { }
    }

    public class HttpRequestMessage : System.IDisposable
    {
        public System.Version Version { get => throw null; set => throw null; }
        public System.Net.Http.HttpMethod Method { get => throw null; set => throw null; }
        public System.Uri RequestUri { get => throw null; set => throw null; }
        public System.Net.Http.Headers.HttpRequestHeaders Headers { get => throw null; }
        public System.Net.Http.HttpContent Content { get => throw null; set => throw null; }
        public HttpRequestMessage() { }
        public HttpRequestMessage(System.Net.Http.HttpMethod method, string requestUri) { }
        protected virtual void Dispose(bool disposing) => throw null;
        public void Dispose() => throw null;
    }

    public class HttpResponseMessage : System.IDisposable
    {
        public System.Net.Http.HttpContent Content { get => throw null; set => throw null; }
        public System.Net.Http.Headers.HttpResponseHeaders Headers { get => throw null; }
        public bool IsSuccessStatusCode { get => throw null; }
        public string ReasonPhrase { get => throw null; set => throw null; }
        public System.Net.Http.HttpRequestMessage RequestMessage { get => throw null; set => throw null; }
        public System.Net.HttpStatusCode StatusCode { get => throw null; }
        public System.Version Version { get => throw null; set => throw null; }
        public HttpResponseMessage() { }
        public HttpResponseMessage(System.Net.HttpStatusCode statusCode) { }
        public System.Net.Http.HttpResponseMessage EnsureSuccessStatusCode() => throw null;
        protected virtual void Dispose(bool disposing) => throw null;
        public void Dispose() => throw null;
    }

    public class ReadOnlyStream : System.IO.Stream
    {
        public override bool CanRead { get => throw null; }
        public override bool CanSeek { get => throw null; }
        public override long Length { get => throw null; }
        public override bool CanWrite { get => throw null; }
        public override long Position { get => throw null; set => throw null; }
        public override int ReadTimeout { get => throw null; set => throw null; }
        public override bool CanTimeout { get => throw null; }
        public override int WriteTimeout { get => throw null; set => throw null; }
        public ReadOnlyStream(System.IO.Stream innerStream) { }
        protected override void Dispose(bool disposing) => throw null;
        public override void Flush() => throw null;
        public override int Read(System.SpanByte buffer) => throw null;
        public override int Read(byte[] buffer, int offset, int count) => throw null;
        public override int ReadByte() => throw null;
        public override long Seek(long offset, System.IO.SeekOrigin origin) => throw null;
        public override void SetLength(long value) => throw null;
        public override void Write(byte[] buffer, int offset, int count) => throw null;
        public override void WriteByte(byte value) => throw null;
    }

    public class StreamContent : System.Net.Http.HttpContent
    {
        public StreamContent(System.IO.Stream content) { }
        public StreamContent(System.IO.Stream content, int bufferSize) { }
        protected override void SerializeToStream(System.IO.Stream stream) => throw null;
        protected override System.IO.Stream CreateContentReadStream() => throw null;
        public override bool TryComputeLength(out long length) => throw null;
        protected override void Dispose(bool disposing) => throw null;
    }

    public class StringContent : System.Net.Http.ByteArrayContent
    {
        public StringContent(string content) : base(null) { }
        public StringContent(string content, System.Text.Encoding encoding) : base(null) { }
        public StringContent(string content, System.Text.Encoding encoding, string mediaType) : base(null) { }
    }
}

namespace System.Net.Http.Headers
{
    public sealed class HttpContentHeaders : System.Net.Http.Headers.HttpHeaders
    {
        public long ContentLength { get => throw null; set => throw null; }
        public System.Net.Http.Http.Headers.MediaTypeHeaderValue ContentType { get => throw null; set => throw null; }
        internal HttpContentHeaders() { }
    }

    public abstract class HttpHeaders
    {
        protected HttpHeaders() { }
        public void Add(string name, string value) => throw null;
    }

    public sealed class HttpRequestHeaders : System.Net.Http.Headers.HttpHeaders
    {
        public string Connection { get => throw null; }
        public bool ConnectionClose { get => throw null; set => throw null; }
        public bool TransferEncodingChunked { get => throw null; set => throw null; }
        internal HttpRequestHeaders() { }
    }

    public sealed class HttpResponseHeaders : System.Net.Http.Headers.HttpHeaders
    {
        internal HttpResponseHeaders() { }
    }
}

namespace System.Net.Http.Http.Headers
{
    public class MediaTypeHeaderValue
    {
        public string CharSet { get => throw null; set => throw null; }
        public string MediaType { get => throw null; set => throw null; }
        public MediaTypeHeaderValue(string mediaType) { }
        public static System.Net.Http.Http.Headers.MediaTypeHeaderValue Parse(string input) => throw null;
        public override string ToString() => throw null;
    }
}

namespace System
{
    public class Uri
    {
        public const string UriSchemeHttp = "http";
        public const string UriSchemeHttps = "https";
        public const int HttpDefaultPort = 80;
        public const int HttpsDefaultPort = 443;
        public const int UnknownPort = -1;
        public System.UriHostNameType _hostNameType;
        public int _port;
        public System.Uri.Flags _Flags;
        public string _absolutePath;
        public string _originalUriString;
        public string _scheme;
        public string _host;
        public bool _isAbsoluteUri;
        public bool _isUnc;
        public string _absoluteUri;
        public string _fragment;
        public string _query;
        public string _userInfo;
        public System.UriHostNameType HostNameType { get => throw null; }
        public int Port { get => throw null; }
        public bool IsAbsoluteUri { get => throw null; }
        public bool IsUnc { get => throw null; }
        public bool IsDefaultPort { get => throw null; }
        public bool IsFile { get => throw null; }
        public string[] Segments { get => throw null; }
        public string AbsolutePath { get => throw null; }
        public string OriginalString { get => throw null; }
        public string AbsoluteUri { get => throw null; }
        public string Fragment { get => throw null; }
        public string Query { get => throw null; }
        public string PathAndQuery { get => throw null; }
        public string UserInfo { get => throw null; }
        public string Scheme { get => throw null; }
        public string Host { get => throw null; }
        public bool IsLoopback { get => throw null; }
        public Uri(string uriString) { }
        public Uri(string uriString, System.UriKind kind) { }
        public Uri(System.Uri baseUri, string relativeUri = null) { }
        protected bool ConstructAbsoluteUri(string uriString) => throw null;
        protected bool ValidateUriPart(string uriString, int startIndex) => throw null;
        protected bool ParseUriString(string uriString) => throw null;
        protected bool ParseSchemeSpecificPart(string sUri, int iStart) => throw null;
        protected void Split(string sUri, int iStart, out string sAuthority, out string sPath, bool bReplaceEmptyPath) => throw null;
        protected bool IsIPv4(string host) => throw null;
        public override int GetHashCode() => throw null;
        public override bool Equals(object o) => throw null;
        public static bool operator ==(System.Uri lhs, System.Uri rhs) => throw null;
        public static bool operator !=(System.Uri lhs, System.Uri rhs) => throw null;
        public static bool IsWellFormedUriString(string uriString, System.UriKind uriKind) => throw null;
        public enum Flags
        {
            LoopbackHost = 4194304,
        }
    }

    public enum UriHostNameType
    {
        Unknown = 0,
        Basic = 1,
        Dns = 2,
        IPv4 = 3,
        IPv6 = 4,
    }

    public enum UriKind
    {
        RelativeOrAbsolute = 0,
        Absolute = 1,
        Relative = 2,
    }
}

namespace System.Web
{
    public class HttpUtility
    {
        public HttpUtility() { }
        public static string UrlEncode(string str) => throw null;
        public static string UrlEncode(string str, System.Text.Encoding e) => throw null;
        public static string UrlEncode(byte[] bytes, int offset, int count) => throw null;
        public static string UrlEncode(byte[] bytes) => throw null;
        public static byte[] UrlEncodeToBytes(string str, System.Text.Encoding e) => throw null;
        public static byte[] UrlEncodeToBytes(byte[] bytes) => throw null;
        public static byte[] UrlEncodeToBytes(byte[] bytes, int offset, int count) => throw null;
        public static string UrlDecode(string str) => throw null;
        public static string UrlDecode(string str, System.Text.Encoding e) => throw null;
        public static string UrlDecode(byte[] bytes, int offset, int count, System.Text.Encoding e) => throw null;
        public static string UrlDecode(byte[] bytes, System.Text.Encoding e) => throw null;
        public static byte[] UrlDecodeToBytes(byte[] bytes, int offset, int count) => throw null;
        public static byte[] UrlDecodeToBytes(string str, System.Text.Encoding e) => throw null;
        public static byte[] UrlDecodeToBytes(string str) => throw null;
        public static byte[] UrlDecodeToBytes(byte[] bytes) => throw null;
        public static int HexToInt(char h) => throw null;
    }
}

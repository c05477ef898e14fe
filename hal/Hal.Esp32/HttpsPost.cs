using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Threading;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// One form POST over HTTPS by nanoFramework's HttpWebRequest, which connects without a timeout. So it runs on a
    /// thread of its own and is given up when its time is over; the board's TLS connection stays taken until the
    /// thread has ended.
    /// </summary>
    internal sealed class HttpsPost
    {
        private const int PieceBytes = 512;

        private readonly TlsSlot _slot;
        private readonly HttpWebRequest _request;
        private readonly byte[] _form;
        private readonly int _answerLimitBytes;
        private readonly AnswerSink _sink;
        private readonly AutoResetEvent _done = new AutoResetEvent(false);
        private readonly object _lock = new object();
        private bool _isGivenUp;
        private HttpsAnswer _answer;
        private Exception _error;

        internal HttpsPost(TlsSlot slot, string url, byte[] form, byte[] trustedRootsPem, int answerLimitBytes,
            AnswerSink sink)
        {
            if (!url.StartsWith("https://")) throw new ArgumentException("a form goes over HTTPS only");
            _slot = slot;
            _form = form;
            _answerLimitBytes = answerLimitBytes;
            _sink = sink;
            _request = (HttpWebRequest)WebRequest.Create(url);
            _request.Method = "POST";
            _request.KeepAlive = false;
            _request.ContentType = "application/x-www-form-urlencoded";
            _request.ContentLength = _form.Length;
            _request.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            _request.SslVerification = SslVerification.CertificateRequired;
            _request.HttpsAuthentCert = TlsCertificates.Roots(trustedRootsPem);
        }

        internal HttpsAnswer Send(int timeoutMs)
        {
            _request.Timeout = timeoutMs;
            _request.ReadWriteTimeout = timeoutMs;
            _slot.Take();
            new Thread(Run).Start();
            if (!_done.WaitOne(timeoutMs, false))
            {
                lock (_lock) _isGivenUp = true;
                _slot.GiveUp();
                GiveUp();
                throw new NetworkException(NetworkFailure.Timeout, "no answer in time");
            }
            if (_error != null) throw SocketCodes.TranslateHttp(_error);
            return _answer;
        }

        private void Run()
        {
            try
            {
                _answer = Exchange();
            }
            catch (Exception error)
            {
                _error = error;
            }
            GiveUp();
            _slot.Free();
            _done.Set();
        }

        private HttpsAnswer Exchange()
        {
            using (Stream body = _request.GetRequestStream()) body.Write(_form, 0, _form.Length);
            using (HttpWebResponse response = (HttpWebResponse)_request.GetResponse()) return Read(response);
        }

        private HttpsAnswer Read(HttpWebResponse response)
        {
            ReadBody(response.GetResponseStream());
            int.TryParse(response.GetResponseHeader("Retry-After"), out int retryAfterS);
            return new HttpsAnswer
            {
                Status = (int)response.StatusCode,
                ContentType = response.ContentType,
                RetryAfterS = retryAfterS
            };
        }

        private void ReadBody(Stream body)
        {
            byte[] piece = new byte[PieceBytes];
            int count = 0;
            int read;
            while ((read = body.Read(piece, 0, piece.Length)) > 0)
            {
                count += read;
                if (count > _answerLimitBytes)
                {
                    throw new NetworkException(NetworkFailure.AnswerTooLong,
                        "an answer of more than " + _answerLimitBytes.ToString() + " bytes");
                }
                Take(piece, read);
            }
        }

        /// <summary>Who gave up waiting gets nothing any more.</summary>
        private void Take(byte[] piece, int count)
        {
            lock (_lock)
            {
                if (!_isGivenUp) _sink.Write(piece, 0, count);
            }
        }

        private void GiveUp()
        {
            try
            {
                _request.Dispose();
            }
            catch (Exception)
            {
                // It is over either way.
            }
        }
    }
}

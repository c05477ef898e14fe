using System;

namespace ScanToMail.Console
{
    /// <summary>
    /// What tells whether a private key belongs to a certificate: of RSA the modulus (RFC 8017 A.1), of an elliptic curve
    /// the public point (RFC 5480 2.2). Both stand in the certificate; in a private key the modulus always does, the point
    /// where whoever made the key put it in (RFC 5915 3), which OpenSSL does.
    /// </summary>
    public sealed class PublicKey
    {
        private const int PointTag = 0xA1;

        /// <summary>1.2.840.113549.1.1.1.</summary>
        private static readonly byte[] RsaId = new byte[] { 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01 };

        /// <summary>1.2.840.10045.2.1.</summary>
        private static readonly byte[] CurveId = new byte[] { 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01 };

        private string _kind = "";
        private byte[] _bytes;

        private PublicKey()
        {
        }

        /// <summary>Whether these are known to be the halves of different keys; false where it can't be told.</summary>
        public bool Contradicts(PublicKey other)
        {
            if (_kind.Length == 0 || other._kind.Length == 0) return false;
            if (_kind != other._kind) return true;
            return _bytes != null && other._bytes != null && !DerReader.AreEqual(_bytes, other._bytes);
        }

        /// <summary>A certificate's SubjectPublicKeyInfo, at which the reader stands (RFC 5280 4.1.2.7).</summary>
        internal static PublicKey OfCertificate(DerReader der)
        {
            int end = der.Enter(DerReader.Sequence);
            PublicKey key = new PublicKey();
            key.TakeAlgorithm(der);
            der.Enter(DerReader.BitString);
            if (der.Take() == 0)
            {
                if (key._kind == "RSA") key._bytes = Modulus(der, false);
                else if (key._kind.Length > 0) key._bytes = der.Content(end);
            }
            der.At = end;
            return key;
        }

        /// <summary>A private key by its PEM label: PKCS #1, SEC 1 or PKCS #8. Throws <see cref="FormatException"/>.</summary>
        public static PublicKey OfPrivateKey(string label, byte[] bytes)
        {
            PublicKey key = new PublicKey();
            DerReader der = new DerReader(bytes);
            if (label == "RSA PRIVATE KEY") key._kind = "RSA";
            else if (label == "EC PRIVATE KEY") key._kind = "EC";
            else Unwrap(der, key);
            if (key._kind == "RSA") key._bytes = Modulus(der, true);
            else if (key._kind == "EC") key._bytes = Point(der);
            return key;
        }

        /// <summary>PrivateKeyInfo (RFC 5208 5): version, algorithm, and the key as an octet string.</summary>
        private static void Unwrap(DerReader der, PublicKey key)
        {
            der.Enter(DerReader.Sequence);
            der.Skip();
            key.TakeAlgorithm(der);
            der.Enter(DerReader.OctetString);
        }

        private void TakeAlgorithm(DerReader der)
        {
            int end = der.Enter(DerReader.Sequence);
            byte[] id = der.Content(der.Enter(DerReader.ObjectId));
            if (DerReader.AreEqual(id, RsaId)) _kind = "RSA";
            else if (DerReader.AreEqual(id, CurveId)) _kind = "EC";
            der.At = end;
        }

        /// <summary>SEQUENCE { modulus, ... }, in a private key with a version before it.</summary>
        private static byte[] Modulus(DerReader der, bool hasVersion)
        {
            der.Enter(DerReader.Sequence);
            if (hasVersion) der.Skip();
            return der.Content(der.Enter(DerReader.Integer));
        }

        /// <summary>ECPrivateKey { version, key, [0] parameters, [1] point }; null where there is no point.</summary>
        private static byte[] Point(DerReader der)
        {
            int end = der.Enter(DerReader.Sequence);
            der.Skip();
            der.Skip();
            while (der.At < end && der.Peek() != PointTag) der.Skip();
            if (der.At >= end) return null;
            der.Enter(PointTag);
            int pointEnd = der.Enter(DerReader.BitString);
            der.Take();
            return der.Content(pointEnd);
        }
    }
}

using System.Text;

namespace ScanToMail.Config
{
    /// <summary>Punycode (RFC 3492), the encoding half: the device shows names as they were written.</summary>
    internal static class Punycode
    {
        private const int Base = 36;
        private const int ThresholdMin = 1;
        private const int ThresholdMax = 26;
        private const int Skew = 38;
        private const int Damp = 700;
        private const int FirstBias = 72;
        private const int FirstPoint = 128;

        /// <summary>The ASCII text of a label's code points, without "xn--" (RFC 3492 6.3).</summary>
        internal static string Encode(int[] points, int count)
        {
            StringBuilder output = new StringBuilder();
            for (int i = 0; i < count; i++)
            {
                if (points[i] < FirstPoint)
                {
                    output.Append((char)points[i]);
                }
            }

            int basic = output.Length;
            if (basic > 0)
            {
                output.Append('-');
            }

            int handled = basic;
            int next = FirstPoint;
            int delta = 0;
            int bias = FirstBias;
            while (handled < count)
            {
                int lowest = LowestFrom(points, count, next);
                delta += (lowest - next) * (handled + 1);
                next = lowest;
                for (int i = 0; i < count; i++)
                {
                    if (points[i] < next)
                    {
                        delta++;
                    }
                    else if (points[i] == next)
                    {
                        AppendVariableLength(output, delta, bias);
                        bias = Adapt(delta, handled + 1, handled == basic);
                        delta = 0;
                        handled++;
                    }
                }

                delta++;
                next++;
            }

            return output.ToString();
        }

        private static int LowestFrom(int[] points, int count, int from)
        {
            int lowest = int.MaxValue;
            for (int i = 0; i < count; i++)
            {
                if (points[i] >= from && points[i] < lowest)
                {
                    lowest = points[i];
                }
            }

            return lowest;
        }

        private static void AppendVariableLength(StringBuilder output, int delta, int bias)
        {
            int rest = delta;
            for (int k = Base; ; k += Base)
            {
                int threshold = k <= bias ? ThresholdMin : k >= bias + ThresholdMax ? ThresholdMax : k - bias;
                if (rest < threshold)
                {
                    break;
                }

                output.Append(Digit(threshold + ((rest - threshold) % (Base - threshold))));
                rest = (rest - threshold) / (Base - threshold);
            }

            output.Append(Digit(rest));
        }

        private static char Digit(int value)
        {
            return (char)(value < 26 ? 'a' + value : '0' + value - 26);
        }

        private static int Adapt(int delta, int points, bool isFirst)
        {
            int rest = isFirst ? delta / Damp : delta / 2;
            rest += rest / points;
            int k = 0;
            while (rest > ((Base - ThresholdMin) * ThresholdMax) / 2)
            {
                rest /= Base - ThresholdMin;
                k += Base;
            }

            return k + (((Base - ThresholdMin + 1) * rest) / (rest + Skew));
        }
    }
}

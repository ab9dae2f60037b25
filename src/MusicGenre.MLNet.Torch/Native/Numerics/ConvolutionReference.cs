using System.Runtime.CompilerServices;

namespace MusicGenre.MLNet.Torch.Native.Numerics;

/// <summary>A convolution and its gradients by plain loops in double precision: what libtorch is compared with.</summary>
internal sealed class ConvolutionReference
{
    private readonly ConvolutionCase _shape;

    /// <summary>Computes.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="input">The images.</param>
    /// <param name="weight">The kernels.</param>
    /// <param name="bias">One value for each output channel.</param>
    /// <param name="outputGradient">The gradient that comes back, shaped like the output.</param>
    public ConvolutionReference(ConvolutionCase shape, float[] input, float[] weight, float[] bias, float[] outputGradient)
    {
        _shape = shape;
        Output = new double[shape.OutputLength];
        InputGradient = new double[shape.InputLength];
        WeightGradient = new double[shape.WeightLength];
        int perImage = shape.OutputHeight * shape.OutputWidth;
        for (int plane = 0; plane < shape.Batch * shape.Outputs; plane++)
        {
            Array.Fill(Output, bias[plane % shape.Outputs], plane * perImage, perImage);
            AddPlane(plane, input, weight, outputGradient);
        }
    }

    /// <summary>Gets the output [batch × outputs × height' × width'].</summary>
    public double[] Output { get; }

    /// <summary>Gets the gradient with respect to the images.</summary>
    public double[] InputGradient { get; }

    /// <summary>Gets the gradient with respect to the kernels.</summary>
    public double[] WeightGradient { get; }

    // One output channel of one image: for each kernel weight, all the pixels that it touches.
    private void AddPlane(int plane, float[] input, float[] weight, float[] outputGradient)
    {
        int image = plane / _shape.Outputs, output = plane % _shape.Outputs;
        int inputs = _shape.Inputs / (int)_shape.Geometry.Groups;
        int firstInput = output / (_shape.Outputs / (int)_shape.Geometry.Groups) * inputs;
        for (int channel = 0; channel < inputs; channel++)
        {
            int inputPlane = ((image * _shape.Inputs) + firstInput + channel) * _shape.Height * _shape.Width;
            for (int row = 0; row < _shape.Kernel; row++)
            {
                for (int column = 0; column < _shape.Kernel; column++)
                {
                    int place = (((((output * inputs) + channel) * _shape.Kernel) + row) * _shape.Kernel) + column;
                    WeightGradient[place] += AddPixels(plane, inputPlane, row, column, input, weight[place], outputGradient);
                }
            }
        }
    }

    // runs once in a process, which is too seldom for the compiler to come to it by itself
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double AddPixels(int plane, int inputPlane, int row, int column, float[] input, double weight, float[] outputGradient)
    {
        int stride = (int)_shape.Geometry.Stride, padding = (int)_shape.Geometry.Padding;
        int height = _shape.OutputHeight, width = _shape.OutputWidth;
        double gradient = 0;
        for (int y = 0; y < height; y++)
        {
            int fromY = (y * stride) - padding + row;
            if ((uint)fromY >= (uint)_shape.Height)
                continue;
            for (int x = 0; x < width; x++)
            {
                int fromX = (x * stride) - padding + column;
                if ((uint)fromX >= (uint)_shape.Width)
                    continue;
                int from = inputPlane + (fromY * _shape.Width) + fromX, to = (((plane * height) + y) * width) + x;
                Output[to] += weight * input[from];
                InputGradient[from] += weight * outputGradient[to];
                gradient += (double)input[from] * outputGradient[to];
            }
        }

        return gradient;
    }
}
